"""Words for why an adviser fits a request, or cannot take it, and for a round of them."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

WORDING: dict[str, Promise] = {
    "matching.adviser_below_zero": _(
        "Adviser %(adviser)s has days or a minimum below 0."
    ),
    "matching.adviser_twice": _("An adviser stands in the register twice."),
    "matching.all_full": _(
        "Of %(eligible)s who could go, %(free)s have enough days left."
    ),
    "matching.another_fixed": _(
        "Somebody else is fixed for this request: the office named them, or they were told already."
    ),
    "matching.as_good": _(
        "Fits just as well and is needed elsewhere just as much; either could be sent."
    ),
    "matching.ban_set": _("Request %(request)s excludes %(adviser)s."),
    "matching.banned": _("The office excludes this pair."),
    "matching.budget_set": _("The budget is ¥%(budget)s."),
    "matching.budget_used": _("¥%(left)s of the budget is left; ¥%(cost)s is needed."),
    "matching.capacity_set": _("%(adviser)s has %(spare)s half-days left."),
    "matching.check_failed": _(
        "The proposal did not pass the check (%(fault)s). None is given."
    ),
    "matching.days_out_of_range": _(
        "Days are counted from 0, and at least 1 is asked for."
    ),
    "matching.dearer": _(
        "Fits at least as well, but is needed more elsewhere (needed there: %(price)s points)."
    ),
    "matching.declared_vendor": _(
        "A vendor that the adviser declared takes part in this project."
    ),
    "matching.fault_adviser": _("Somebody unknown (%(adviser)s) is sent."),
    "matching.fault_banned": _("An excluded pair is sent (%(request)s, %(adviser)s)."),
    "matching.fault_barred": _(
        "Somebody who cannot go is sent (%(request)s, %(adviser)s)."
    ),
    "matching.fault_bound": _("The bound %(found)s is not proven."),
    "matching.fault_budget": _("The budget is exceeded by ¥%(over)s."),
    "matching.fault_capacity": _("%(adviser)s has not so many days."),
    "matching.fault_cost": _("The cost of ¥%(found)s is wrong."),
    "matching.fault_digest": _("The digest %(found)s is wrong."),
    "matching.fault_floor": _("Too few requests of %(group)s are served."),
    "matching.fault_minimum": _("%(adviser)s has fewer requests than the minimum."),
    "matching.fault_moved": _("The list of %(found)s moves is wrong."),
    "matching.fault_notified": _(
        "Somebody notified was moved (%(request)s, %(adviser)s)."
    ),
    "matching.fault_once": _(
        "%(adviser)s is sent twice for one project (%(project)s)."
    ),
    "matching.fault_pin": _("A pin is not kept (%(request)s, %(adviser)s)."),
    "matching.fault_request": _("Request %(request)s is told of %(times)s times."),
    "matching.fault_sides": _(
        "Request %(request)s lacks the types of advice %(sides)s."
    ),
    "matching.fault_team": _("The team of request %(request)s is not whole."),
    "matching.fault_value": _("The value %(found)s is wrong."),
    "matching.field": _("Field: %(percent)s%%"),
    "matching.fits_less": _(
        "Fits this request less (%(behind)s points behind, needed elsewhere: %(price)s)."
    ),
    "matching.floor_set": _(
        "At least %(percent)s %% of the requests of %(group)s are to be served."
    ),
    "matching.half_days_short": _(
        "%(spare)s half-days are left, %(half_days)s are needed."
    ),
    "matching.language_missing": _(
        "The adviser does not speak the language asked for."
    ),
    "matching.minimum_set": _("%(adviser)s is to take at least %(minimum)s requests."),
    "matching.months_are_past": _(
        "The months that request %(request)s wishes for are past."
    ),
    "matching.no_adviser_for_field": _(
        "Nobody in the register has the field %(field)s."
    ),
    "matching.no_advisers": _("There are no advisers."),
    "matching.no_capacity": _(
        "%(spare)s days are left this fiscal year, %(days)s are asked for."
    ),
    "matching.no_days_asked": _("Request %(request)s asks for no days."),
    "matching.no_month": _("No month suits both sides."),
    "matching.no_requests": _("There are no requests in this round."),
    "matching.no_solution_found": _(
        "No proposal that keeps the limits was found within the work set (%(nodes)s)."
    ),
    "matching.nobody_eligible": _(
        "Nobody can go: %(fit)s do not fit, %(ties)s have ties or were sent before, %(months)s have no month, %(days)s have too few days, %(banned)s are excluded by the office."
    ),
    "matching.nominated": _("You named this adviser."),
    "matching.nothing_fits": _("Neither the field nor the sides fit."),
    "matching.notified": _("%(adviser)s was notified for request %(request)s."),
    "matching.others_first": _(
        "%(eligible)s could go (%(free)s with days left), but others came first."
    ),
    "matching.own_employer": _("The adviser works for the body that asks."),
    "matching.pinned": _("Request %(request)s is pinned to %(adviser)s."),
    "matching.place": _("Nearness: %(percent)s%%"),
    "matching.request_twice": _("Request %(request)s stands there twice."),
    "matching.rules_bad_value": _(
        "Rules [%(part)s] %(key)s: the value %(found)s cannot be used."
    ),
    "matching.rules_not_toml": _("The rules are not TOML (%(message)s)."),
    "matching.rules_unknown_key": _("Rules [%(part)s] have no key %(key)s."),
    "matching.rules_unknown_part": _("Rules have no part [%(part)s]."),
    "matching.same_project_this_year": _(
        "The adviser was sent for the same project this fiscal year already."
    ),
    "matching.side": _("Type of advice: %(percent)s%%"),
    "matching.side_missing": _("A type of advice that is needed is missing."),
    "matching.solver_crashed": _(
        "The solver (%(solver)s) crashed. No proposal is given."
    ),
    "matching.solver_out_of_time": _(
        "The solver (%(solver)s) did not end within %(seconds)s s. No proposal is given."
    ),
    "matching.spare": _("Days left: %(percent)s%%"),
    "matching.team_out_of_range": _("The team of request %(request)s is out of range."),
    "matching.team_too_small": _(
        "A team of %(team)s is asked for; %(eligible)s could go."
    ),
    "matching.too_large_for_flow": _(
        "The round is too large to be reckoned (%(nodes)s)."
    ),
    "matching.too_many_days": _(
        "Request %(request)s asks for more than %(most)s days."
    ),
    "matching.too_many_hours": _(
        "Request %(request)s asks for more than %(most)s hours online."
    ),
    "matching.too_many_nominations": _(
        "Request %(request)s may name at most %(most)s."
    ),
    "matching.too_many_pairs": _("There are more than %(most)s pairs."),
    "matching.too_many_settled": _(
        "%(count)s are settled for request %(request)s, which asks for %(team)s."
    ),
    "matching.unknown_adviser": _("Adviser %(found)s is not in the register."),
    "matching.unknown_fee_class": _(
        "The fee class %(found)s of adviser %(adviser)s is not in the rules."
    ),
    "matching.unknown_request": _("There is no request %(found)s."),
    "matching.wish_gone": _("Request %(request)s or adviser %(adviser)s is gone."),
    "matching.wishes_contradict": _(
        "The wishes and limits cannot all hold (%(count)s)."
    ),
}
