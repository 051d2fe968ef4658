"""Packaged versions of rules become rows: once, followed while unused, kept once frozen."""

from dataclasses import replace

import pytest

from chiiki.rules.published import all_versions
from chiiki_web.audit import queries as audit
from chiiki_web.schemes import actions, queries
from chiiki_web.schemes.actions import programmes
from chiiki_web.schemes.models import Call, SchemeVersion
from web import make
from web.make import NOW

pytestmark = pytest.mark.django_db


def stored(code="kizuna"):
    return SchemeVersion.objects.get(code=code)


@pytest.fixture
def other_package(monkeypatch):
    """A package whose text of the Kizuna rules says something else."""
    changed = [
        replace(one, digest="f" * 64, text=one.text.replace("絆", "きずな"))
        if one.code == "kizuna"
        else one
        for one in all_versions()
    ]
    monkeypatch.setattr(programmes, "all_versions", lambda: tuple(changed))


def test_every_packaged_version_is_there_word_for_word():
    rows = {(row.code, row.version): row for row in SchemeVersion.objects.all()}
    assert len(rows) == len(all_versions())
    for scheme in all_versions():
        row = rows[scheme.code, scheme.version]
        assert (row.text, row.digest) == (scheme.text, scheme.digest)
        assert (row.state, row.first_day) == ("published", scheme.first_day)


def test_a_second_load_changes_nothing():
    before = list(SchemeVersion.objects.order_by("pk").values())
    actions.load_versions(NOW)
    assert list(SchemeVersion.objects.order_by("pk").values()) == before


def test_a_text_that_no_call_stands_on_follows_the_package(other_package):
    actions.load_versions(NOW)
    actions.load_versions(NOW)
    assert "きずな" in stored().text
    assert [one.name for one in audit.history_of(stored())] == [
        "scheme_version.changed"
    ]


def test_a_frozen_text_stays_whatever_the_package_says(other_package):
    call = make.call()
    actions.load_versions(NOW)
    assert "きずな" not in stored().text
    assert queries.rules_are_unchanged(call)


def test_calls_from_before_versions_were_rows_are_tied_to_theirs():
    call = make.call()
    Call.objects.update(rules=None)
    actions.load_versions(NOW)
    call.refresh_from_db()
    assert call.rules == stored()
    assert call.rules.state == "frozen"
