"""A photo made small and bare: nothing of what the camera or a program wrote in it is left."""

from __future__ import annotations

import io
import struct
import warnings
from typing import Final

from PIL import Image, ImageOps, UnidentifiedImageError

#: What a photo may weigh when it comes, and how many pixels it may hold when it is unpacked.
MOST_BYTES: Final = 15 * 1024 * 1024
MOST_PIXELS: Final = 50_000_000
#: The longest side of what is kept.
LONGEST_SIDE: Final = 1600
_QUALITY: Final = 82
_FORMATS: Final = ("JPEG", "PNG", "WEBP")
#: What Pillow raises for files that are cut off or made up, whatever the format; what is written in them beside the
#: pixels can be of any kind, and `TypeError` and `struct.error` come from there.
_BROKEN: Final = (
    OSError,
    ValueError,
    SyntaxError,
    EOFError,
    IndexError,
    KeyError,
    TypeError,
    struct.error,
    MemoryError,
)


class NoPhoto(ValueError):
    """The file can't be taken as a photo; the message says in Swedish what is wrong and what to do."""


def bare(content: bytes) -> bytes:
    """The photo as a JPEG of at most 1,600 pixels a side, turned as it was held and without anything beside the pixels.

    Raises:
        NoPhoto: it is too large, no photo of a known kind, or broken.
    """
    if len(content) > MOST_BYTES:
        raise NoPhoto(
            f"Fotot är större än {MOST_BYTES // 1024 // 1024} MB. Ta ett nytt med lägre upplösning, "
            "eller skicka rapporten utan foto."
        )
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(content), formats=_FORMATS) as opened:
                _refuse_large(opened.size)
                return _written(opened)
    except NoPhoto:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise _too_many_pixels() from None
    except UnidentifiedImageError:
        raise NoPhoto(
            "Filen är inget foto som går att läsa. Ta ett nytt foto, eller välj en JPEG-, PNG- eller WebP-bild."
        ) from None
    except _BROKEN as error:
        raise NoPhoto("Fotot är trasigt. Ta ett nytt, eller skicka rapporten utan foto.") from error


def _refuse_large(size: tuple[int, int]) -> None:
    width, height = size
    if width * height > MOST_PIXELS:
        raise _too_many_pixels()


def _too_many_pixels() -> NoPhoto:
    return NoPhoto(
        f"Fotot har fler än {MOST_PIXELS // 1_000_000} miljoner bildpunkter. Ta ett nytt med lägre upplösning, "
        "eller skicka rapporten utan foto."
    )


def _written(opened: Image.Image) -> bytes:
    opened.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))  # a large JPEG is unpacked small from the start
    turned = ImageOps.exif_transpose(opened)
    turned.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    if turned.mode not in ("RGB", "L"):
        turned = turned.convert("RGBA")
    # Only pixels go over: a new picture knows no camera, no place, no profile and no comment.
    clean = Image.new("RGB", turned.size, "white")
    clean.paste(turned, mask=turned.getchannel("A") if turned.mode == "RGBA" else None)
    out = io.BytesIO()
    clean.save(out, "JPEG", quality=_QUALITY, optimize=True)
    return out.getvalue()
