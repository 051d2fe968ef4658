"""Words for reference data that cannot be loaded: which file and line is at fault."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

WORDING: dict[str, Promise] = {
    "reference.no_source": _("The entry “%(found)s” names no source."),
    "reference.unknown_code": _("%(where)s: there is no code “%(found)s”."),
    "reference.code_twice": _("%(where)s: the code “%(found)s” comes twice."),
    "reference.other_prefecture": _(
        "%(where)s: the code does not belong to the prefecture “%(found)s”."
    ),
    "reference.name_missing": _("%(where)s: a name or its reading is missing."),
}
