"""The surveys of the sample: two that are closed, and one of a drawn sample that is open.

All units are made up: the municipalities of the sample prefecture, and numbered ones in it
and in three further invented prefectures, which stand in the frame alone. What they answer
is told elsewhere; here they are asked, sent letters and reminded.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time
from uuid import UUID, uuid5

from django.db import transaction
from django.utils import timezone

from chiiki import periods
from chiiki.questionnaire import published_text
from chiiki_web.accounts.models import Membership
from chiiki_web.regions.models import Municipality
from chiiki_web.sample.calendar import Story, days
from chiiki_web.sample.cast import Cast
from chiiki_web.surveys import actions as surveys
from chiiki_web.surveys.actions.framing import of_town, replace_frame
from chiiki_web.surveys.actions.held import hold
from chiiki_web.surveys.models import Letter, Questionnaire, Recipient, Survey

SPACE = UUID("6f3d0f4e-1d5f-4c0a-8e53-7a1b0c9d2e41")
PREFECTURES = (
    ("990001", "見本県", "Sample Prefecture", 18),
    ("990002", "見本東県", "Sample East Prefecture", 30),
    ("990003", "見本西県", "Sample West Prefecture", 30),
    ("990004", "見本北県", "Sample North Prefecture", 30),
)
PATTERN = "city town city town town village city town city town"
ENDS = {"designated_city": "市", "city": "市", "town": "町", "village": "村"}
GROUND = "（見本）災害への対応を優先するため、県の申出により対象から除く。"
LEFT_OUT = (98, 104, 110)
WITHOUT_MAIL = 17  # every so manieth unit has no mail address
DRAWN = {"city": 20, "town": 22, "village": 6}
SEED = 20264  # the town whose officer visitors sign in as is drawn
OPEN_FOR, BEGAN = 28, 12


def openings(at: datetime) -> dict[str, datetime]:
    """When each survey opens, by its code: one of last year, two of this."""
    year = periods.fiscal_year(timezone.localdate(at))
    now = timezone.localtime(at - days(BEGAN)).replace(
        hour=9, minute=0, second=0, microsecond=0
    )
    return {
        f"sample-{year - 1}": _nine_o_clock(date(year, 1, 13)),
        f"sample-{year}": _nine_o_clock(date(year, 6, 1)),
        f"sample-{year}-second": now,
    }


def survey_stories(cast: Cast, at: datetime) -> Iterator[Story]:
    """The survey of the year before, that of this year, and a small one that is open."""
    year = periods.fiscal_year(timezone.localdate(at))
    last, this, now = openings(at).items()
    yield _story(cast.office, last[0], year - 1, "2025", last[1])
    yield _story(cast.office, this[0], year, "2026", this[1])
    yield _story(cast.office, now[0], year, "2026", now[1], is_drawn=True)


def _nine_o_clock(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(9)))


def _story(
    office: Membership,
    code: str,
    year: int,
    version: str,
    opens: datetime,
    *,
    is_drawn: bool = False,
) -> Story:
    """Prepared, opened, delivered, reminded twice, and closed at its hour."""
    yield opens - days(14)
    survey = surveys.make_survey(
        _wanted(office, code, year, version, opens, is_drawn=is_drawn),
        form_key=uuid5(SPACE, code),
        by=office,
        at=opens - days(14),
        is_sample=True,
    )
    _frame(survey, office, opens - days(13))
    if is_drawn:
        surveys.draw_sample(survey.pk, DRAWN, seed=SEED, by=office, at=opens - days(8))
    surveys.open_survey(survey.pk, by=office, at=opens - days(7))
    yield opens
    _deliver(survey, opens)
    for after in (10, 20):
        yield opens + days(after)
        _remind(survey, office, opens + days(after))
    yield opens + days(OPEN_FOR)
    surveys.close_survey(survey.pk, by=None, at=opens + days(OPEN_FOR))


def _wanted(
    office: Membership,
    code: str,
    year: int,
    version: str,
    opens: datetime,
    *,
    is_drawn: bool,
) -> surveys.Wanted:
    said = periods.format_fiscal_year(year, "ja")
    kind = ("追加調査", ", second survey of a sample") if is_drawn else ("調査", "")
    return surveys.Wanted(
        code=code,
        title_ja=f"（見本）{said} 地域におけるICT利活用の状況に関する{kind[0]}",
        title_en=f"(Sample) Survey of ICT use in regions, fiscal {year}{kind[1]}",
        about_ja="これは見本です。実在する団体への調査ではありません。対象は、架空の市町村です。",
        about_en="This is a sample. No real body is asked; the municipalities are made up.",
        contact="見本省 地域ICT推進室（見本）",
        fiscal_year=year,
        questionnaire=_questionnaire(office, version, opens - days(20)),
        opens_at=opens,
        closes_at=opens + days(OPEN_FOR),
    )


def _questionnaire(office: Membership, version: str, at: datetime) -> Questionnaire:
    """One of those that come with the package; two surveys may ask the same."""
    return surveys.add_questionnaire(
        published_text(f"sample_{version}"),
        form_key=uuid5(SPACE, f"questionnaire:{version}"),
        by=office,
        at=at,
    )


@transaction.atomic
def _frame(survey: Survey, office: Membership, at: datetime) -> None:
    held = hold(survey.pk, office)
    towns = Municipality.objects.filter(is_sample=True).select_related("prefecture")
    rows = [
        of_town(held, number, town)
        for number, town in enumerate(towns.order_by("code"), 1)
    ]
    rows += _numbered(held, len(rows))
    for row in rows:
        has_mail = row.number % WITHOUT_MAIL
        row.email = f"survey{row.number}@sample.example" if has_mail else ""
    replace_frame(held, rows, source="見本の名簿", by=office, at=at)
    surveys.exclude(held.pk, numbers=LEFT_OUT, ground=GROUND, by=office, at=at)


def _numbered(survey: Survey, before: int) -> Iterator[Recipient]:
    kinds = PATTERN.split()
    number = 0
    for code, name_ja, name_en, count in PREFECTURES:
        for order in range(count):
            number += 1
            is_largest = order == 0 and code != "990001"
            kind = "designated_city" if is_largest else kinds[number % len(kinds)]
            yield Recipient(
                survey=survey,
                number=before + number,
                name_ja=f"見本{number:03}{ENDS[kind]}",
                name_en=f"Sample {number:03}",
                prefecture_code=code,
                prefecture_ja=name_ja,
                prefecture_en=name_en,
                size_class=kind,
                stratum=kind,
            )


def _deliver(survey: Survey, at: datetime) -> None:
    """What the worker would have mailed; nothing goes to sample people."""
    letters = Letter.objects.filter(recipient__survey=survey, sent_at=None)
    invited = list(letters.values_list("recipient", flat=True))
    letters.update(sent_at=at, attempts=1, tried_at=at)
    Recipient.objects.filter(pk__in=invited, state="not_invited").update(
        state="invited", invited_at=at
    )


def _remind(survey: Survey, office: Membership, at: datetime) -> None:
    try:
        surveys.remind(survey.pk, "unopened", by=office, at=at)
    except surveys.CannotChangeSurvey:
        return
    _deliver(survey, at)
