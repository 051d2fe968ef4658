"""Words for a form that somebody else overtook."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

WORDING: dict[str, Promise] = {
    "stale.changed_meanwhile": _(
        "This was changed elsewhere since you opened the page, so nothing has been saved"
        " yet."
    ),
}
