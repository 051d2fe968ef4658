"""The story of the register: commissions, calendars, an offer, and changes that wait."""

from __future__ import annotations

import io
from datetime import date, datetime, time, timedelta

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image, ImageDraw

from chiiki import periods
from chiiki_web.accounts import actions as accounts
from chiiki_web.accounts.models import Membership
from chiiki_web.advisers import actions as advisers
from chiiki_web.advisers import forms
from chiiki_web.advisers import queries as register
from chiiki_web.advisers.models import Adviser, Statement
from chiiki_web.sample.calendar import Story, days
from chiiki_web.sample.cast import LONG_AGO, Cast, read

COMMISSIONED_FOR_DAYS = 1_100
NOT_AGAIN = ("adviser23@sample.example", "adviser24@sample.example")
ENDED = "adviser25@sample.example"
CHANGED = ("adviser3@sample.example", "adviser8@sample.example")
WITH_PHOTO = {
    "adviser@sample.example": "#7fa8d9",
    "adviser10@sample.example": "#d9a87f",
}


def commission_story(cast: Cast, at: datetime) -> Story:
    """Everybody is commissioned anew in each fiscal year; two are not, one ends early."""
    first = periods.fiscal_year(timezone.localdate(at - days(COMMISSIONED_FOR_DAYS)))
    last = periods.fiscal_year(timezone.localdate(at))
    for year in range(first, last + 1):
        begins = datetime.combine(periods.fiscal_year_period(year).start, time(9))
        moment = timezone.make_aware(begins)
        yield moment
        for one in cast.advisers:
            if year < last or one.membership.user.email not in NOT_AGAIN:
                advisers.commission_adviser(
                    one.pk,
                    fiscal_year=year,
                    capacity_days=one.capacity_days,
                    by=cast.office,
                    at=moment,
                )
    yield moment + days(60)
    held = _adviser(cast, ENDED).commissions.get(fiscal_year=last)
    advisers.end_commission(
        held.pk,
        ground="本人から、転居のため続けられないとの申出があったため。",
        by=cast.office,
        at=moment + days(60),
    )


def calendar_story(cast: Cast, at: datetime) -> Story:
    """Some advisers have said when they cannot come."""
    yield at - days(20)
    today = timezone.localdate(at)
    for number, one in enumerate(cast.advisers[::3]):
        first = today + timedelta(5 + number * 4)
        _away(one, first, first + timedelta(2 + number % 3), at - days(20))
        if number % 3 == 0:
            month = periods.add_months(today, 2)
            end = periods.add_months(month, 1) - timedelta(1)
            _away(one, month, end, at - days(20))


def statement_story(cast: Cast, at: datetime) -> Story:
    """Photos that were approved; one offer and two changes that wait for the office."""
    yield at - days(30)
    for email, colour in WITH_PHOTO.items():
        held = _change(cast.people[email], at - days(30), {}, _portrait(colour))
        seen = register.stamp_of(held)
        advisers.accept_statement(held.pk, seen=seen, by=cast.office, at=at - days(29))
    yield at - days(5)
    _offer(cast, read("advisers")["offers"][0], at - days(5))
    yield at - days(3)
    _change(
        cast.people[CHANGED[0]],
        at - days(3),
        {
            "speciality_ja": ["学校の端末活用、教員研修、生成AIの校内での使い方"],
            "capacity_days": ["18"],
        },
    )
    yield at - days(1)
    _change(
        cast.people[CHANGED[1]],
        at - days(1),
        {
            "affiliation": ["株式会社 見本行政デザイン"],
            "vendors-1-name": ["見本クラウド株式会社"],
            "vendors-1-ground": ["顧問"],
        },
    )


def _adviser(cast: Cast, email: str) -> Adviser:
    return next(one for one in cast.advisers if one.membership.user.email == email)


def _away(adviser: Adviser, first: date, last: date, at: datetime) -> None:
    advisers.mark_span(
        adviser.pk, first_day=first, last_day=last, by=adviser.membership, at=at
    )


def _offer(cast: Cast, row: dict[str, object], at: datetime) -> None:
    """A person in the role of adviser, not in the register yet, sends an offer."""
    member = accounts.add_member(
        cast.bodies["見本アドバイザー会"].pk,
        email=str(row.pop("email")),
        name=str(row.pop("name")),
        role="adviser",
        since=LONG_AGO,
        by=None,
        at=at,
    )
    typed = {
        name: [str(one) for one in value] if isinstance(value, list) else [str(value)]
        for name, value in row.items()
        if name not in ("vendor", "vendor_ground")
    }
    typed |= {
        "prefecture": [cast.advisers[0].prefecture_id],
        "vendors-0-name": [str(row["vendor"])],
        "vendors-0-ground": [str(row["vendor_ground"])],
        "is_published": ["on"],
    }
    _send(advisers.start_statement(typed=typed, by=member, at=at), member, at)


def _change(
    member: Membership,
    at: datetime,
    changed: dict[str, list[str]],
    photo: SimpleUploadedFile | None = None,
) -> Statement:
    """An adviser states that some parts of their entry should change."""
    adviser = register.any_entry_of(member)
    assert adviser is not None
    typed = forms.typed_as_shown(register.said_of(adviser)) | changed
    held = advisers.start_statement(typed=typed, by=member, at=at)
    if photo is not None:
        advisers.put_photo(held.pk, upload=photo, by=member, at=at)
    return _send(held, member, at)


def _send(held: Statement, member: Membership, at: datetime) -> Statement:
    form = forms.EntryForm(forms.as_query(held.typed))
    assert form.is_valid(), form.errors
    return advisers.send_statement(held.pk, values=form.values(), by=member, at=at)


def _portrait(colour: str) -> SimpleUploadedFile:
    """A drawing instead of a photo: the people of the sample do not exist."""
    drawn = Image.new("RGB", (640, 640), "#eef1f5")
    pen = ImageDraw.Draw(drawn)
    pen.ellipse((205, 130, 435, 380), fill=colour)
    pen.ellipse((90, 420, 550, 900), fill=colour)
    file = io.BytesIO()
    drawn.save(file, "PNG")
    return SimpleUploadedFile("portrait.png", file.getvalue(), "image/png")
