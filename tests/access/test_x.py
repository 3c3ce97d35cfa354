import time
from tests.cast import Cast
def test_a(cast: Cast):
    print(cast.home.priority, cast.home.picture.figures["hotspots"][:1], cast.home.picture.figures["total"])
    assert cast.client("saga").get("/lillaker/").status_code == 200
def test_b(cast: Cast):
    assert cast.client("vera").get("/lillaker/").status_code == 404
