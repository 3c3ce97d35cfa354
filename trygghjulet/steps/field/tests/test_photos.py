"""A photo keeps its pixels and nothing else, and what is no photo is turned away with a reason."""

from __future__ import annotations

import io

import pytest
from PIL import Image
from PIL.ExifTags import IFD

from trygghjulet.steps.field.rules.photos import LONGEST_SIDE, MOST_BYTES, NoPhoto, bare
from trygghjulet.steps.field.tests.pictures import CAMERA, COMMENT, bomb, photo

pytestmark = pytest.mark.requirement("SCN-7", "SEC-4")


def test_nothing_of_place_camera_comment_or_profile_is_left() -> None:
    before = photo()
    with Image.open(io.BytesIO(before)) as image:
        assert image.getexif().get_ifd(IFD.GPSInfo)
    assert CAMERA.encode() in before
    after = bare(before)
    with Image.open(io.BytesIO(after)) as image:
        assert dict(image.getexif()) == {}
        assert not {"exif", "icc_profile", "comment", "xmp", "photoshop"} & set(image.info)
    for trace in (CAMERA.encode(), COMMENT.encode(), b"Exif", b"profil", b"2025:11:20"):
        assert trace not in after


def test_the_photo_is_turned_as_it_was_held_and_made_small() -> None:
    with Image.open(io.BytesIO(bare(photo(2400, 1600)))) as image:
        assert image.size == (1067, LONGEST_SIDE)
        red, _, blue = image.getpixel((500, 100))
        assert red > 200 > blue
        red, _, blue = image.getpixel((500, 1500))
        assert blue > 200 > red


@pytest.mark.parametrize(
    ("form", "mode"), [("PNG", "RGBA"), ("PNG", "P"), ("PNG", "LA"), ("WEBP", "RGB"), ("JPEG", "CMYK")]
)
def test_other_kinds_of_photos_become_plain_ones(form: str, mode: str) -> None:
    out = io.BytesIO()
    Image.new("RGB", (80, 60), "green").convert(mode).save(out, form)
    with Image.open(io.BytesIO(bare(out.getvalue()))) as image:
        assert (image.format, image.mode, image.size) == ("JPEG", "RGB", (80, 60))


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (bomb(), "miljoner bildpunkter"),
        (bomb(9_000), "miljoner bildpunkter"),
        (b"x" * (MOST_BYTES + 1), "större än 15 MB"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "inget foto"),
        (b"GIF89a" + b"\0" * 40, "inget foto"),
        (b"", "inget foto"),
        (photo()[:3000], "trasigt"),
    ],
)
def test_what_is_no_photo_is_turned_away_with_what_to_do(content: bytes, words: str) -> None:
    with pytest.raises(NoPhoto, match=words) as refusal:
        bare(content)
    assert "eller" in str(refusal.value)
