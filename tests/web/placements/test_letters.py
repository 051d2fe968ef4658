"""The notice and the statement of completion are made once, and say what was agreed."""

import pytest

from chiiki_web.documents import kinds
from chiiki_web.placements import actions, engine_input
from web.make import NOW
from web.placements import made

pytestmark = pytest.mark.django_db


def test_the_notice_is_made_when_both_have_agreed(officer, office):
    placement = made.opened(officer, office)
    assert actions.make_notice(placement.pk, at=NOW) is None
    placement = made.agree(
        made.written(placement, officer), officer, made.manager_of(placement)
    )
    assert actions.make_letters(NOW) == 1
    placement.refresh_from_db()
    with kinds.path_of(placement.notice.sha256).open("rb") as file:
        assert file.read(5) == b"%PDF-"


def test_it_is_made_once(officer, office):
    placement = made.running(officer, office)
    first = actions.make_notice(placement.pk, at=NOW)
    assert actions.make_notice(placement.pk, at=NOW) == first
    assert actions.make_letters(NOW) == 0


def test_the_statement_is_made_at_the_end(officer, office):
    placement = made.running(officer, office)
    assert actions.make_statement(placement.pk, at=NOW) is None


def test_the_statement_says_what_was_reached(officer, office):
    placement = made.finished(officer, office)
    assert actions.make_letters(NOW) == 2
    data = engine_input.letter_data(placement, "statement")
    assert data["days_worked"] == 12
    assert data["milestones"][0]["settled"] == "到達"
    assert data["abilities"][1]["region"] == "支援があれば可"
    assert data["ends_on"] == "令和9年2月28日"


def test_a_letter_that_fails_stops_no_other(officer, office, monkeypatch, caplog):
    made.finished(officer, office)

    def fail(*_args, **_values):
        raise OSError("disk full")

    monkeypatch.setattr("chiiki_web.placements.actions.lettering.make_pdf", fail)
    assert actions.make_letters(NOW) == 0
    assert len(caplog.records) == 2
