"""A photo that a person sent, read and written anew by a child with limits."""

from __future__ import annotations

import base64

from chiiki_web.sheets.reading import Source, read_picture_text


def reencode(file: Source, name: str) -> bytes:
    """The picture as a small square JPEG. Raises CannotRead in the reader's words."""
    return base64.b64decode(read_picture_text(file, name))
