"""Load the sample year: about sixty cases, told through the actions of the site."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from itertools import cycle, islice

from django.utils import timezone

from chiiki import periods
from chiiki_web.followups import actions as followups
from chiiki_web.outbox import actions as outbox
from chiiki_web.outbox.groups import Delivery, Group
from chiiki_web.sample import post
from chiiki_web.sample.aftermath import Fate
from chiiki_web.sample.answers import answer_stories
from chiiki_web.sample.boards import board_story
from chiiki_web.sample.calendar import Calendar, Story, days
from chiiki_web.sample.calls import Plot, call_story
from chiiki_web.sample.cast import LONG_AGO, PASSWORD, Cast, gather, read, sign_ins
from chiiki_web.sample.dispatch_calls import dispatch_stories
from chiiki_web.sample.drafts import COLLEAGUE, writing_story
from chiiki_web.sample.indices import index_story
from chiiki_web.sample.placements import add_placements
from chiiki_web.sample.projects import Idea, write_plan
from chiiki_web.sample.questions import (
    OPENED,
    Asked,
    ideas_for_questions,
    question_stories,
)
from chiiki_web.sample.questions import PROGRAMME as QUESTIONED
from chiiki_web.sample.register import (
    calendar_story,
    commission_story,
    statement_story,
)
from chiiki_web.sample.results import results_stories
from chiiki_web.sample.rounds import IN_ROUNDS, rounds_story
from chiiki_web.sample.surveys import survey_stories
from chiiki_web.sample.tables import table_story
from chiiki_web.sample.together import forming_story, inviting_story
from chiiki_web.sample.versions import draft_story
from chiiki_web.services import actions as services

FATES = (
    Fate.THRIVES,
    Fate.HOLDS,
    Fate.NEVER,
    Fate.HOLDS,
    Fate.FADES,
    Fate.THRIVES,
    Fate.SILENT,
    Fate.ENDS,
    Fate.HOLDS,
)
MILLION = 1_000_000
APART = {
    "春": " (spring)",
    "秋": " (autumn)",
    "冬": " (winter)",
    "3回募集": " (three rounds)",
    "質問": " (with questions)",
}
AUTUMN_DAYS, WINTER_DAYS = 45, 60  # the standard processing times of two calls


def load_sample(at: datetime) -> None:
    """Put everything that happened in the sample prefecture until ``at`` into the site."""
    beginning = timezone.make_aware(datetime.combine(LONG_AGO, time(9)))
    cast = gather(beginning)
    _choose_mail(cast, beginning)
    calendar = Calendar(until=at)
    ideas = _ideas(cast)
    plots = _plots(at, ideas)
    for register_story in (commission_story, calendar_story, statement_story):
        calendar.add(register_story(cast, at))
    answering = ideas_for_questions(ideas, cast)
    question_stories(Asked(plots[-1], cast.office, *answering), calendar, at)
    for plot in plots:
        story = rounds_story if plot.runs_in_rounds else call_story
        calendar.add(story(plot, cast, calendar))
    dispatch_stories(ideas, cast, calendar, at)
    calendar.add(board_story(ideas[1:36:3], cast, at - days(4)))
    calendar.add(index_story(cast, at))
    add_placements(calendar, ideas, cast, at)
    for of_survey in (
        *survey_stories(cast, at),
        *answer_stories(at),
        *results_stories(cast, at),
    ):
        calendar.add(of_survey)
    forming, guesting, *rest = ideas[-len(_DRAFTED) :]
    calendar.add(forming_story(forming, cast, at - days(_DRAFTED[0]), at))
    guest = cast.officer_of(cast.bodies["見本市"])
    calendar.add(inviting_story(guesting, guest, at - days(_DRAFTED[1]), at))
    for idea, ago in zip(rest, _DRAFTED[2:], strict=True):
        calendar.add(_draft(idea, at - days(ago)))
    calendar.add(draft_story(cast.office, at - days(6)))
    own = next(one for one in ideas if one.body.name_ja == "見本市")
    calendar.add(writing_story(own, cast.people[COLLEAGUE], at - days(3)))
    calendar.add(table_story(guest, at - days(2)))
    calendar.add(_sweeps(at))
    calendar.run()
    services.assess_all(at)
    post.clear(at)


Ideas = tuple[Idea, ...]
KIZUNA = frozenset(
    {
        "education",
        "welfare",
        "medical_care",
        "disaster_prevention",
        "crime_prevention",
        "tourism",
        "agriculture",
        "industry",
    }
)
_DRAFTED = (40, 16, 6, 1)


def _ideas(cast: Cast) -> list[Idea]:
    """Projects and applicants, paired so that no pair comes twice."""
    projects, bodies = read("projects")["projects"], cast.applicants
    towns = [one for one in bodies if one.is_local_government]
    made = []
    for number in range(64):
        body = bodies[number % len(bodies)]
        place = body.municipality or cast.places["見本市"]
        nearby = [towns[(number + step) % len(towns)] for step in (3, 7)]
        made.append(
            Idea(
                number=number + 1,
                said=projects[(number * 4 + number // len(bodies)) % len(projects)],
                body=body,
                place=place,
                officer=cast.officer_of(body),
                partners=tuple(cast.officer_of(one) for one in nearby if one != body),
            )
        )
    return made


def _plots(at: datetime, ideas: list[Idea]) -> list[Plot]:
    """Nine calls: four of earlier years, one awarded, one under review, three open."""
    year = periods.fiscal_year(timezone.localdate(at))
    pool = list(ideas[: -len(_DRAFTED)])

    def take(
        towns: int, others: int = 0, fields: frozenset[str] = frozenset()
    ) -> Ideas:
        """The next of either kind, in one of these fields if any are named."""
        found: list[Idea] = []
        for is_local, number in ((True, towns), (False, others)):
            fitting = [
                one
                for one in pool
                if one.body.is_local_government == is_local
                and (not fields or one.said["field"] in fields)
            ]
            found += fitting[:number]
        for one in found:
            pool.remove(one)
        return tuple(found)

    def together(chosen: Ideas) -> Ideas:
        """The first of them applies as a consortium."""
        return (replace(chosen[0], applies_together=True), *chosen[1:])

    kizuna = take(6, 2, KIZUNA)
    spring = take(7, 1, KIZUNA)
    return [
        _past(
            year - 6, "ubiquitous_town", "ユビキタスタウン構想推進事業", 105, take(7)
        ),
        _past(year - 4, "furusato_genki", "ふるさと元気事業", 95, take(6, 3)),
        _past(year - 2, "kizuna", "絆プロジェクト", 90, kizuna),
        _past(year - 1, "wide_area_cooperation", "広域連携事業", 80, take(6, 2)),
        _now(at, 205, 36, "kizuna", "絆プロジェクト（春）", 70, spring),
        replace(
            _now(
                at,
                63,
                35,
                "furusato_genki",
                "ふるさと元気事業（秋）",
                80,
                together(take(7, 1)),
            ),
            standard=AUTUMN_DAYS,
        ),
        replace(
            _now(
                at,
                19,
                40,
                "wide_area_cooperation",
                "広域連携事業（冬）",
                90,
                take(6, 2),
            ),
            standard=WINTER_DAYS,
            is_talked_over=True,
        ),
        replace(
            _now(at, 115, 130, "furusato_genki", IN_ROUNDS, 16, take(3, 1)),
            runs_in_rounds=True,
        ),
        _now(at, OPENED, 45, QUESTIONED, "モデル構築事業（質問のある様式）", 60, ()),
    ]


def _past(year: int, programme: str, name: str, budget: int, ideas: Ideas) -> Plot:
    opens = timezone.make_aware(datetime.combine(date(year, 4, 14), time(10)))
    return _plot(opens, 40, date(year + 1, 3, 31), year, programme, name, budget, ideas)


def _now(
    at: datetime,
    ago: int,
    open_for: int,
    programme: str,
    name: str,
    budget: int,
    ideas: Ideas,
) -> Plot:
    """A call of today: its projects run to the end of a fiscal year that is far enough."""
    opens = timezone.localtime(at - days(ago)).replace(hour=10, minute=0, second=0)
    opens = opens.replace(microsecond=0)
    decided = timezone.localdate(opens + days(open_for + 60))
    ends = periods.fiscal_year_period(
        periods.fiscal_year(decided + timedelta(days=90))
    ).end
    year = periods.fiscal_year(opens.date())
    return _plot(
        opens, open_for, ends - timedelta(days=1), year, programme, name, budget, ideas
    )


def _plot(
    opens: datetime,
    open_for: int,
    ends_on: date,
    year: int,
    programme: str,
    name: str,
    budget: int,
    ideas: Ideas,
) -> Plot:
    said = periods.format_fiscal_year(year, "ja")
    return Plot(
        programme=programme,
        name_ja=f"（見本）{said} {name}",
        name_en=f"(Sample) {programme.replace('_', ' ')}, fiscal {year}{_apart(name)}",
        opens_at=opens,
        open_for=open_for,
        ends_on=ends_on,
        budget=budget * MILLION,
        ideas=ideas,
        fates=tuple(islice(cycle(FATES), len(ideas))),
    )


def _apart(name: str) -> str:
    """What tells calls of one programme and year apart, in English."""
    return next((said for mark, said in APART.items() if mark in name), "")


def _draft(idea: Idea, at: datetime) -> Story:
    yield at
    write_plan(idea, at=at, is_whole=False)


def _sweeps(until: datetime) -> Story:
    """What the worker would have done, once a month."""
    at = until - days(6 * 365)
    while at < until:
        yield at
        services.assess_all(at)
        followups.open_reports(at)
        followups.remind(at)
        at += days(30)


def _choose_mail(cast: Cast, at: datetime) -> None:
    """The officer whom visitors sign in as reads some messages together, some here."""
    wanted = {Group.REPORTS: Delivery.DAILY, Group.DISPATCH: Delivery.NONE}
    officer = cast.officer_of(cast.bodies["見本市"])
    outbox.choose_mail(wanted, by=officer, at=at)


def sample_sign_ins() -> str:
    """The lines that ./run prints: one for each role, with the one password of the sample."""
    return "".join(
        f"  {role:<14} {email:<26} {PASSWORD}\n" for role, email in sign_ins()
    )
