"""Words for the check list: why an item is not shown yet, and what its figures raise."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.utils.functional import Promise
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext_lazy as _

from chiiki.readiness import PLAN_FACTS, STAKEHOLDER_KINDS
from chiiki.reasons import Reason
from chiiki.words import Words

WORDING: dict[str, Promise] = {
    "readiness.answered_no": _("Answered: no, or not yet."),
    "readiness.evidence_missing": _("Nothing is named that shows it."),
    "readiness.not_answered": _("Not answered yet."),
    "readiness.plan_does_not_say": _("The plan does not say yet: %(fact)s."),
    "readiness.plan_says_no": _("The plan itself says no to: %(fact)s."),
    "readiness.target_without_users": _(
        "The plan expects %(uses)s uses a month. By how many people? Write the expected"
        " number of users."
    ),
    "readiness.uses_implausible": _(
        "%(uses)s uses a month by %(users)s people is %(uses_per_user)s uses for each of"
        " them, more than once a day. Is the figure right? If so, write how it was"
        " worked out."
    ),
    "readiness.target_without_baseline": _(
        "The plan expects %(uses)s uses a month. How many are there today? Without a"
        " starting point nobody can say later what changed. If there are none, write 0."
    ),
    "readiness.target_not_above_baseline": _(
        "The target of %(uses)s uses a month is not above today's %(baseline)s. Please"
        " check both figures."
    ),
    "readiness.growth_implausible": _(
        "From %(baseline)s uses a month to %(uses)s is %(times)s times as many. Targets"
        " made large to win a call are hard to explain later. Write how the figure was"
        " worked out, or take a smaller one."
    ),
    "readiness.need_without_people_asked": _(
        "How many people were asked about their needs? Write the number."
    ),
    "readiness.few_people_asked": _(
        "%(asked)s people were asked. From %(least)s on it becomes easier to say that"
        " the region needs it."
    ),
    "readiness.running_cost_without_payer": _(
        "Running the service will cost ¥%(running_cost)s a year. Who pays is not"
        " decided yet."
    ),
    "readiness.running_cost_high": _(
        "Running the service will cost ¥%(running_cost)s a year, %(percent)s %% of"
        " the project's cost of ¥%(total)s. Can it be carried for five years? Services"
        " that last are those whose later spending was held down."
    ),
    "readiness.equipment_share_high": _(
        "Equipment takes ¥%(equipment)s of ¥%(total)s (%(percent)s %%). Is there enough"
        " for the people who will use it?"
    ),
    "readiness.leader_part_time": _(
        "The leader does this beside another job. Whose job should it be?"
    ),
    "readiness.leader_without_ict": _(
        "The leader does not know ICT well. Who beside them does? An adviser can be asked"
        " to come."
    ),
    "readiness.only_for_the_budget": _(
        "The plan would not be carried out without the state's money. Such projects often"
        " do not get going. What would make the region want it by itself?"
    ),
    "readiness.no_user_among_stakeholders": _(
        "No user is among the stakeholders. Ask those who are to use it to take part."
    ),
    "readiness.stakeholder_kinds_absent": _(
        "Not among the stakeholders yet: %(kinds)s. If they are not needed, that is fine."
    ),
    "readiness.negative_figure": _("%(fact)s cannot be below zero (%(found)s)."),
    "readiness.unknown_cost_head": _("There is no head of costs “%(found)s”."),
    "readiness.unknown_item": _("There is no item “%(found)s” in the check list."),
    "readiness.unknown_stakeholder_kind": _(
        "There is no kind of stakeholder “%(found)s”."
    ),
}


def say_doubt(found: Reason) -> str:
    """Say a reason or a concern, its facts by name and its figures readable."""
    return str(WORDING[found.code]) % {
        name: _spoken(name, value) for name, value in found.values.items()
    }


def _spoken(name: str, value: object) -> str:
    if name == "fact":
        return _named(PLAN_FACTS, str(value))
    if name == "kinds" and isinstance(value, Iterable):
        return pgettext("list", ", ").join(
            _named(STAKEHOLDER_KINDS, str(one)) for one in value
        )
    return f"{value:,}" if isinstance(value, int) else str(value)


def _named(names: Mapping[str, Words], code: str) -> str:
    return names[code].text(get_language() or "ja")
