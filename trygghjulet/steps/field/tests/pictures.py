"""Photos as phones make them, and files that only look like photos."""

from __future__ import annotations

import io
import struct
import zlib

from PIL import Image
from PIL.ExifTags import GPS, IFD, Base

#: Words that stand in the photo's hidden parts, to look for afterwards.
CAMERA, COMMENT = "Kameran Exempel 9000", "Skriven i telefonen"


def photo(width: int = 2400, height: int = 1600, *, turned: bool = True) -> bytes:
    """A JPEG with a place, a camera, a small picture of itself, a comment and a colour profile; left half red."""
    image = Image.new("RGB", (width, height), "blue")
    image.paste("red", (0, 0, width // 2, height))
    exif = Image.Exif()
    exif[Base.Make] = CAMERA
    exif[Base.DateTime] = "2025:11:20 18:10:00"
    if turned:
        exif[Base.Orientation] = 6  # held upright: what is to the left is shown at the top
    exif.get_ifd(IFD.GPSInfo).update(
        {
            GPS.GPSLatitudeRef: "N",
            GPS.GPSLatitude: (59.0, 2.0, 24.0),
            GPS.GPSLongitudeRef: "E",
            GPS.GPSLongitude: (14.0, 57.0, 0.0),
        }
    )
    out = io.BytesIO()
    image.save(out, "JPEG", exif=exif, comment=COMMENT.encode(), icc_profile=b"profil" * 40, quality=90)
    return out.getvalue()


def bomb(side: int = 60_000) -> bytes:
    """A PNG of a few bytes that says it is billions of pixels."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")
    )
