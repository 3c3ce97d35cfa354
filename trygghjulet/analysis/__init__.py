"""Arrays in, results out: rates, change, rhythm, hot spots, effects and disclosure control. Knows no web framework.

`import trygghjulet.analysis as analysis` is the whole library, usable by itself: `analysis.change(100, 60).verdict`.
What it offers is listed in `__init__.pyi`, and each method is loaded when it is first used.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
