"""Read a photo and write it anew, small and with nothing but its pixels in it.

What hides in a picture, such as a place, a preview or another file behind its end, does
not come along, because only the decoded pixels are written.
"""

from __future__ import annotations

import base64
import io
from typing import IO, Any

from PIL import Image, ImageFile, ImageOps

from chiiki_web.sheets.child.limits import Unreadable

FORMATS = ("JPEG", "PNG")
MOST_PIXELS = 40_000_000
LEAST_SIDE = 200
SIDE = 640
QUALITY = 88
ORIENTATION = 0x0112
WHITE = (255, 255, 255)


def warm() -> None:
    """Read a small one of every kind now: later no module can be opened and loaded."""
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    turned = Image.Exif()
    turned[ORIENTATION] = 6
    for kind, mode in (
        ("JPEG", "RGB"),
        ("JPEG", "CMYK"),
        ("PNG", "RGBA"),
        ("PNG", "P"),
    ):
        drawn = io.BytesIO()
        size = (LEAST_SIDE, LEAST_SIDE + 1)
        Image.new(mode, size).save(drawn, kind, exif=turned)
        drawn.seek(0)
        read_picture(drawn)


def read_picture(file: IO[bytes]) -> str:
    """A square JPEG from the middle of the picture, in base64."""
    try:
        with Image.open(file, formats=FORMATS) as opened:
            _refuse_size(opened.width, opened.height)
            upright = ImageOps.exif_transpose(opened)
            drawn = _on_white(upright)
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as fault:
        raise Unreadable("sheets.broken") from fault
    square = ImageOps.fit(drawn, (SIDE, SIDE))
    written = io.BytesIO()
    square.save(written, "JPEG", quality=QUALITY)
    return base64.b64encode(written.getvalue()).decode()


def _refuse_size(width: int, height: int) -> None:
    if width * height > MOST_PIXELS:
        raise Unreadable("sheets.picture_too_large", limit=MOST_PIXELS // 1_000_000)
    if min(width, height) < LEAST_SIDE:
        raise Unreadable("sheets.picture_too_small", least=LEAST_SIDE)


def _on_white(picture: Image.Image) -> Image.Image:
    """What is transparent becomes white: a JPEG has no holes."""
    if "A" not in picture.getbands() and "transparency" not in picture.info:
        return picture.convert("RGB")
    seen = picture.convert("RGBA")
    ground = Image.new("RGB", seen.size, WHITE)
    ground.paste(seen, mask=seen.getchannel("A"))
    return ground


def answer(file: IO[bytes]) -> dict[str, Any]:
    return {"picture": read_picture(file)}
