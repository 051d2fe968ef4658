"""Words for saved views and for what is done to many."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

WORDING: dict[str, Promise] = {
    "desk.changed_since": _(
        "It changed after it was chosen (state now: %(status)s). Look at it, then choose"
        " again."
    ),
    "desk.filters_too_long": _(
        "The filters are too long to be kept. Shorten the search text, then save."
    ),
    "desk.name_missing": _("Write a name for the view."),
    "desk.no_such_view": _("This view is not there any more."),
    "desk.form_of_another": _(
        "This form was sent by somebody else already. Open the page again, then save."
    ),
    "desk.not_your_view": _("%(owner)s made this view and alone can remove it."),
    "desk.nothing_chosen": _("Choose at least one application."),
    "desk.too_many_at_once": _(
        "At most %(most)s applications at once. Narrow the list down first."
    ),
    "desk.too_many_views": _(
        "There are %(most)s views already. Remove one, or write over one by its name."
    ),
}
EVENTS: dict[str, Promise] = {
    "batch.begun": _("A bulk action was begun"),
    "view.default_removed": _("The desk opens with everything again"),
    "view.made_default": _("A view was made the first one of the desk"),
    "view.removed": _("A view of the desk was removed"),
    "view.saved": _("A view of the desk was saved"),
}
