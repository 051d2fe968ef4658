"""Words for what goes wrong with an index or with the words of the field."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

WORDING: dict[str, Promise] = {
    "retrieval.bad_limit": _("A page of hits cannot begin or end before the first."),
    "retrieval.cannot_write": _("The index %(file)s cannot be written."),
    "retrieval.damaged_file": _("The index %(file)s is damaged and has to be rebuilt."),
    "retrieval.empty_synonym": _(
        "A group of synonyms needs a source and two words, none of them empty (“%(word)s”)."
    ),
    "retrieval.no_file": _("There is no index %(file)s."),
    "retrieval.not_synonyms": _("The file of synonyms cannot be read (%(message)s)."),
    "retrieval.other_readers": _(
        "The index %(file)s was made with other settings and has to be rebuilt."
    ),
    "retrieval.synonym_twice": _("“%(word)s” stands in two groups of synonyms."),
}
