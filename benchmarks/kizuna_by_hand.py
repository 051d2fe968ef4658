"""The kizuna rules of 2010 as somebody writes them into a program: the peer of a benchmark."""

from __future__ import annotations

from collections.abc import Mapping

from chiiki.rules import Verdict

Facts = Mapping[str, object]


def by_hand(facts: Facts) -> tuple[Verdict, int | None]:
    """The kizuna rules of 2010 as somebody writes them into a program."""
    get = facts.get
    answers = [
        _kind(get("applicant.kind")),
        _field(get("plan.fields")),
        _both(get("plan.trains_people"), get("plan.uses_local_ict_people")),
        get("plan.creates_jobs"),
        _costs_agree(facts),
        _compare(get("request.amount"), get("costs.total")),
        None if get("request.amount") is None else get("request.amount") >= 3_000_000,
        _within(facts),
        _under_half(facts),
    ]
    verdict = Verdict.YES
    if None in answers:
        verdict = Verdict.UNKNOWN
    if False in answers:
        verdict = Verdict.NO
    return verdict, _payable(facts)


def _kind(kind):
    return None if kind is None else kind != "other"


FIELDS = {
    "education",
    "welfare",
    "medical_care",
    "disaster_prevention",
    "crime_prevention",
    "tourism",
    "agriculture",
    "industry",
}


def _field(fields):
    return None if fields is None else bool(FIELDS & set(fields))


def _both(one, other):
    if one is False or other is False:
        return False
    return None if one is None or other is None else True


def _compare(less, more):
    return None if less is None or more is None else less <= more


def _add(*parts):
    return None if None in parts else sum(parts)


def _costs_agree(facts):
    get = facts.get
    parts = _add(get("costs.people"), get("costs.system"), get("costs.equipment"))
    inner = _add(get("costs.equipment_purchase"), get("costs.equipment_lease_rental"))
    total = get("costs.total")
    whole = None if parts is None or total is None else parts == total
    return _both(whole, _compare(inner, get("costs.equipment")))


def _caps(facts):
    """Return every cap that may hold, None for one that is not known."""
    get, caps = facts.get, []
    school = get("plan.is_education")
    if school is not False:
        count = get("plan.school_count")
        caps.append(None if count is None else 50_000_000 * count)
    if school:
        return caps
    kind, alone = get("applicant.kind"), get("consortium.local_governments_only")
    pair = _both(None if kind is None else kind == "consortium", alone)
    if pair is not False:
        caps.append(200_000_000)
    return caps if pair else [*caps, 100_000_000]


def _within(facts):
    amount = facts.get("request.amount")
    if amount is None:
        return None
    answers = {None if cap is None else amount <= cap for cap in _caps(facts)}
    return answers.pop() if len(answers) == 1 else None


def _under_half(facts):
    get = facts.get
    parts = _add(get("costs.equipment_purchase"), get("costs.equipment_lease_rental"))
    amount = get("request.amount")
    return None if parts is None or amount is None else 2 * parts < amount


def _payable(facts):
    get = facts.get
    costs = _add(get("costs.people"), get("costs.system"), get("costs.equipment"))
    parts = _add(get("costs.equipment_purchase"), get("costs.equipment_lease_rental"))
    amount = get("request.amount")
    if costs is None or parts is None or amount is None:
        return None
    parts = min(costs, parts)
    costs -= max(0, parts - max(0, costs - parts - 1))
    wanted = {
        None if cap is None else _rounded(min(costs, amount, cap))
        for cap in _caps(facts)
    }
    return wanted.pop() if len(wanted) == 1 else None


def _rounded(yen):
    yen -= yen % 1_000
    return yen if yen >= 3_000_000 else 0
