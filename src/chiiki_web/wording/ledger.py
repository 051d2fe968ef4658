"""Words for budgets in the engine, and for how a settlement is found."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

WORDING: dict[str, Promise] = {
    "ledger.eligible": _("The eligible spending comes to ¥%(amount)s."),
    "ledger.fixed": _("The smaller of the two is the amount to be fixed: ¥%(amount)s."),
    "ledger.granted": _("The amount awarded is ¥%(amount)s."),
    "ledger.head_not_granted": _(
        "Its cost head is not among those of the application."
    ),
    "ledger.item_twice": _("A payment stands in the list twice."),
    "ledger.no_evidence": _("There is no evidence (invoice, receipt) for it."),
    "ledger.not_eligible": _("%(lines)s lines with together ¥%(amount)s do not count."),
    "ledger.not_positive": _("The amount must be above ¥0."),
    "ledger.not_reserved": _("¥%(short_by)s of it is not set aside and unpaid."),
    "ledger.out_of_balance": _(
        "The budget does not balance: total %(total)s, set aside %(reserved)s,"
        " paid ¥%(paid)s."
    ),
    "ledger.overdrawn": _("The budget is ¥%(short_by)s too small."),
    "ledger.paid_outside_period": _(
        "It was paid on %(on)s, outside the period of the project."
    ),
    "ledger.spent": _("The spending lines come to ¥%(amount)s."),
}
