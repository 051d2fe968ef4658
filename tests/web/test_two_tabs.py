"""One form open in two tabs, or before two people: nobody's text is lost unseen."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html.parser import HTMLParser

import pytest
from django.db.models import Model
from django.test import Client
from django.urls import reverse

from chiiki_web import stale
from chiiki_web.accounts.models import Membership
from chiiki_web.reviews import actions as reviews
from web import make
from web.advisers import made as advisers
from web.awards import made as awards
from web.make import NOW
from web.reviews import made as review_made
from web.services import made as services
from web.settlements import made as settlements

pytestmark = pytest.mark.django_db


@dataclass(frozen=True)
class Case:
    """A page with a form, who writes there, two parts of it, and how one reads them."""

    address: str
    writer: Membership
    one: str
    other: str
    stored: Callable[[], tuple[str, str]]


def reads(row: Model, one: str, other: str) -> Callable[[], tuple[str, str]]:
    def read() -> tuple[str, str]:
        row.refresh_from_db()
        return getattr(row, one), getattr(row, other)

    return read


def report() -> Case:
    officer, office = make.member(), make.member("office")
    award = awards.decided(office, officer)
    row = settlements.draft(award, officer)
    address = reverse("settlements:report", args=[award.pk])
    return Case(address, officer, "done", "outcome", reads(row, "done", "outcome"))


def service() -> Case:
    officer = make.member()
    row = services.service(officer, description="初め")
    address = reverse("services:change", args=[row.pk])
    parts = ("name", "description")
    return Case(address, officer, *parts, reads(row, *parts))


def adviser_by_office() -> Case:
    row = advisers.adviser(profile_ja="初め")
    address = reverse("advisers:change", args=[row.pk])
    parts = ("speciality_ja", "profile_ja")
    return Case(address, make.member("office"), *parts, reads(row, *parts))


def adviser_alone() -> Case:
    member = advisers.adviser(profile_ja="初め").membership
    held = advisers.statement(member)
    one, other = "speciality_ja", "profile_ja"

    def read() -> tuple[str, str]:
        held.refresh_from_db()
        return held.typed[one][0], held.typed[other][0]

    return Case(reverse("advisers:state"), member, one, other, read)


def review() -> Case:
    reviewer = make.member("reviewer")
    row = review_made.opened(make.member("office"), reviewer)
    reviews.save_scores(row.pk, by=reviewer, at=NOW, **review_made.scores(row))
    pk = row.application.call.criteria.first().pk

    def read() -> tuple[str, str]:
        row.refresh_from_db()
        return row.opinion, row.scores.get(criterion=pk).ground

    address = reverse("reviews:detail", args=[row.pk])
    return Case(address, reviewer, "opinion", f"ground-{pk}", read)


CASES = (report, service, adviser_by_office, adviser_alone, review)


@pytest.fixture(autouse=True)
def now(clock):
    clock.move_to(settlements.AFTER)


@pytest.fixture(params=CASES, ids=lambda made: made.__name__)
def case(request) -> Case:
    return request.param()


class Form(HTMLParser):
    """What a browser would send of the form that carries a stamp, untouched."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.forms: list[list[tuple[str, str]]] = []
        self.name = self.select = ""
        self.feed(html)

    @property
    def sent(self) -> dict[str, list[str]]:
        (found,) = [one for one in self.forms if "seen" in dict(one)]
        return {
            name: [value for other, value in found if other == name]
            for name, _value in found
        }

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        known = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.forms.append([])
        if tag == "input" and "name" in known:
            ticks = known.get("type") in {"checkbox", "radio"}
            if not ticks or "checked" in known:
                self.add(known["name"], known.get("value", ""))
        if tag == "textarea":
            self.name = known["name"]
            self.add(self.name, "")
        if tag == "select":
            self.select = known["name"]
        if tag == "option" and "selected" in known:
            self.add(self.select, known.get("value", ""))

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self.name = ""

    def handle_data(self, data: str) -> None:
        if self.name:
            # A browser drops the first line end and sends the others as two characters.
            text = data.removeprefix("\n").replace("\n", "\r\n")
            self.forms[-1][-1] = (self.name, text)

    def add(self, name: str, value: str) -> None:
        if self.forms:
            self.forms[-1].append((name, value))


def opened(client: Client, case: Case) -> dict[str, list[str]]:
    client.force_login(case.writer.user)
    return Form(client.get(case.address).content.decode()).sent


def sent(client: Client, case: Case, tab: dict[str, list[str]], **typed: str):
    return client.post(case.address, tab | {one: [typed[one]] for one in typed})


def test_what_another_tab_saved_is_not_overwritten_and_both_stand_on_the_page(
    client, case
):
    first, second = opened(client, case), opened(client, case)
    assert sent(client, case, first, **{case.one: "第一の窓"}).status_code == 302
    response = sent(client, case, second, **{case.one: "第二の窓"})
    assert response.status_code == 200
    html = response.content.decode()
    assert "第一の窓" in html
    assert "第二の窓" in html
    assert case.stored()[0] == "第一の窓"
    again = Form(html).sent
    assert again[case.one] == ["第二の窓"]
    assert sent(client, case, again).status_code == 302
    assert case.stored()[0] == "第二の窓"


def test_different_parts_from_two_tabs_are_both_kept(client, case):
    first, second = opened(client, case), opened(client, case)
    sent(client, case, first, **{case.one: "第一の窓"})
    assert sent(client, case, second, **{case.other: "第二の窓"}).status_code == 302
    assert case.stored() == ("第一の窓", "第二の窓")


def test_after_a_clash_the_other_parts_of_the_other_tab_stay(client, case):
    first, second = opened(client, case), opened(client, case)
    sent(client, case, first, **{case.one: "第一の窓", case.other: "第一の別"})
    html = sent(client, case, second, **{case.one: "第二の窓"}).content.decode()
    sent(client, case, Form(html).sent)
    assert case.stored() == ("第二の窓", "第一の別")


def test_the_control_without_a_stamp_the_second_tab_wins(client, case, monkeypatch):
    first, second = opened(client, case), opened(client, case)
    sent(client, case, first, **{case.one: "第一の窓"})
    assert sent(client, case, second | {"seen": [""]}, **{case.one: "第二"}).status_code
    assert case.stored()[0] == "第二"


@pytest.mark.parametrize("seen", ["x", ":", "done:", "😀:1 done:2", "a" * 9_000])
def test_a_stamp_that_makes_no_sense_counts_as_seen_long_ago(client, seen):
    case = report()
    tab = opened(client, case) | {"seen": [seen]}
    assert sent(client, case, tab, **{case.one: "書いた"}).status_code == 200
    assert case.stored()[0] != "書いた"


def said() -> Iterator[tuple[object, object, bool]]:
    yield "a\r\nb", "a\nb", True
    yield "a ", "a", True
    yield [2, 1], (1, 2), True
    yield None, "", False
    yield 1, None, False
    yield True, False, False


@pytest.mark.parametrize(("one", "other", "same"), list(said()))
def test_what_means_the_same_is_no_change(one, other, same):
    assert (stale.stamp({"part": one}) == stale.stamp({"part": other})) is same
    assert (stale.changes(None, {"part": one}, {"part": other}) == {}) is same
