"""Send a stored file back: as a download, or a picture that this site itself wrote."""

from __future__ import annotations

from django.http import FileResponse

from chiiki_web.documents import kinds
from chiiki_web.documents.models import StoredFile


class FileNotReadable(Exception):
    """The disk does not give a stored file at present; ``name`` is what people call it."""

    def __init__(self, name: str) -> None:
        self.name = name
        super().__init__(name)


def as_download(stored: StoredFile, name: str) -> FileResponse:
    """The same bytes may be stored as CSV and as text: the name given says which it is."""
    try:
        file = kinds.path_of(stored.sha256).open("rb")
    except OSError as fault:
        raise FileNotReadable(name) from fault
    response = FileResponse(
        file,
        as_attachment=True,
        filename=name,
        content_type=kinds.media_type_by_name(name) or stored.media_type,
    )
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


def as_picture(stored: StoredFile) -> FileResponse:
    """A JPEG that was written anew here, to be shown in a page; nothing else is."""
    name = f"{stored.sha256[:12]}.jpg"
    response = as_download(stored, name)
    response.headers["Content-Type"] = "image/jpeg"
    response.headers["Content-Disposition"] = f'inline; filename="{name}"'
    return response
