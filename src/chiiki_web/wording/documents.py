"""Words for files that people send."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

WORDING: dict[str, Promise] = {
    "documents.empty": _(
        "“%(name)s” is empty (0 bytes). Open it, check its content and send it again."
    ),
    "documents.too_large": _(
        "“%(name)s” is %(size)s MB. A file may have at most %(limit)s MB: split it or"
        " make its pictures smaller."
    ),
    "documents.kind_not_allowed": _(
        "“%(name)s” cannot be taken. These kinds of file can: %(allowed)s. The ending"
        " of the name must match the content."
    ),
}
