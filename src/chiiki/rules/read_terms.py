"""Read the terms of a scheme, each with its source; what is not there is not stated."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from chiiki.money import Yen
from chiiki.rules.clocks import (
    Assets,
    Clock,
    CountedFrom,
    Days,
    Report,
    ReportKind,
    RoundClosing,
    Rounds,
    YearEnd,
)
from chiiki.rules.model import Rule
from chiiki.rules.read_demands import (
    read_exclusion,
    read_member,
    read_recommendation,
    read_stage,
)
from chiiki.rules.read_dispatch import read_dispatch
from chiiki.rules.requirement import Sources, read_condition, read_ground
from chiiki.rules.table import Table
from chiiki.rules.terms import (
    Act,
    Actor,
    Consultation,
    Legal,
    MinorChange,
    Publication,
    SignOff,
    Stage,
    StageCode,
    Terms,
)

T = TypeVar("T")


def terms_and_rules(table: Table, sources: Sources) -> tuple[Terms, list[Rule]]:
    """Return the terms, and the rules that some of them are."""
    rules: list[Rule] = []

    def one(key: str, read: Callable[[Table, Sources], T]) -> T | None:
        return _closed(table.table(key), sources, read) if table.has(key) else None

    def demand(row: Table, read: Callable[[Table, Sources, list[Rule]], T]) -> T:
        return read(row, sources, rules)

    asked = table.table("recommendation") if table.has("recommendation") else None
    sent = table.table("dispatch") if table.has("dispatch") else None
    terms = Terms(
        legal=one("legal", _legal),
        stages=tuple(_closed(row, sources, _stage) for row in table.tables("stages")),
        members=tuple(demand(row, read_member) for row in table.tables("members")),
        recommendation=None if asked is None else demand(asked, read_recommendation),
        sign_off=one("sign_off", _sign_off),
        exclusions=tuple(
            demand(row, read_exclusion) for row in table.tables("exclusions")
        ),
        rounds=one("rounds", _rounds),
        minor_change=one("minor_change", _minor_change),
        reports=tuple(
            _closed(row, sources, _report) for row in table.tables("reports")
        ),
        retention=one("retention", _clock),
        follow_up=one("follow_up", _clock),
        assets=one("assets", _assets),
        publication=one("publication", _publication),
        year_end=one("year_end", _year_end),
        consultation=one("consultation", _consultation),
        processing=one("processing", _days),
        withdrawal=one("withdrawal", _days),
        dispatch=None if sent is None else demand(sent, read_dispatch),
    )
    _check_stages(table, terms)
    table.done()
    return terms, rules


def _closed(table: Table, sources: Sources, read: Callable[[Table, Sources], T]) -> T:
    found = read(table, sources)
    table.done()
    return found


def _legal(table: Table, sources: Sources) -> Legal:
    return Legal(
        act=Act(table.one_of("act", [*Act])),
        words=table.words(),
        is_indirect=table.flag("is_indirect"),
        ground=read_ground(table, sources),
    )


def _stage(table: Table, sources: Sources) -> Stage:
    return Stage(
        code=StageCode(table.one_of("code", [*StageCode])),
        actor=Actor(table.one_of("actor", [*Actor])),
        words=table.words(),
        ground=read_ground(table, sources),
    )


def _sign_off(table: Table, sources: Sources) -> SignOff:
    return SignOff(
        when=read_condition(table),
        by_stage=read_stage(table),
        ground=read_ground(table, sources),
    )


def _rounds(table: Table, sources: Sources) -> Rounds:
    return Rounds(
        per_year=table.positive_or_none("per_year"),
        stop_when_used=table.flag("stop_when_used"),
        published=tuple(_closing(row) for row in table.tables("published")),
        ground=read_ground(table, sources),
    )


def _closing(table: Table) -> RoundClosing:
    closing = RoundClosing(
        closes_on=table.day("closes_on"), closes_at=table.hour_or_none("closes_at")
    )
    table.done()
    return closing


def _minor_change(table: Table, sources: Sources) -> MinorChange:
    return MinorChange(
        share_of_head=table.share("share_of_head"), ground=read_ground(table, sources)
    )


def _report(table: Table, sources: Sources) -> Report:
    return Report(
        kind=ReportKind(table.one_of("kind", [*ReportKind])),
        counted_from=CountedFrom(table.one_of("counted_from", [*CountedFrom])),
        within_days=table.positive_or_none("within_days"),
        within_months=table.positive_or_none("within_months"),
        latest=table.month_day_or_none("latest"),
        years=table.positive_or_none("years") or 1,
        even_if_nil=table.flag("even_if_nil"),
        ground=read_ground(table, sources),
    )


def _clock(table: Table, sources: Sources) -> Clock:
    return Clock(
        years=table.positive("years"),
        counted_from=CountedFrom(table.one_of("counted_from", [*CountedFrom])),
        ground=read_ground(table, sources),
    )


def _assets(table: Table, sources: Sources) -> Assets:
    return Assets(
        threshold_yen=Yen(table.positive("threshold_yen")),
        report_suffices_after_years=table.positive_or_none(
            "report_suffices_after_years"
        ),
        ground=read_ground(table, sources),
    )


def _publication(table: Table, sources: Sources) -> Publication:
    return Publication(words=table.words(), ground=read_ground(table, sources))


def _year_end(table: Table, sources: Sources) -> YearEnd:
    return YearEnd(
        complete_by=table.month_day("complete_by"),
        pay_by=table.month_day_or_none("pay_by"),
        ground=read_ground(table, sources),
    )


def _consultation(table: Table, sources: Sources) -> Consultation:
    return Consultation(
        is_required=table.flag("is_required"), ground=read_ground(table, sources)
    )


def _days(table: Table, sources: Sources) -> Days:
    return Days(days=table.positive("days"), ground=read_ground(table, sources))


def _check_stages(table: Table, terms: Terms) -> None:
    """Refuse a stage that stands twice, and one that is named and not among the stages."""
    codes = [stage.code for stage in terms.stages]
    for code in sorted({code for code in codes if codes.count(code) > 1}):
        table.refuse("rules.duplicate_code", key="stages", found=code)
    asked = [*terms.members, terms.recommendation, terms.sign_off]
    named = {one.by_stage for one in asked if one is not None and one.by_stage}
    for code in sorted(named - set(codes)) if codes else ():
        table.refuse("rules.unknown_stage", key="by_stage", found=code)
