"""Published indices of fiscal strength come in from a file, or the file is refused."""

from datetime import UTC, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.test import Client

from chiiki_web.audit import queries as audit
from chiiki_web.command import tasks
from chiiki_web.regions import actions
from chiiki_web.regions.models import FiscalStrength
from web import make

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 23, 3, tzinfo=UTC)
MATSUMOTO, NAGANO = "202029", "200000"


def row(**more):
    said = {
        "code": MATSUMOTO,
        "year": "令和6年度",
        "value": "0.53",
        "source": "見本の表",
    }
    return said | more


def update(*rows):
    return actions.update_fiscal_strengths(rows, by=None, at=NOW)


def test_a_figure_of_a_town_and_of_a_prefecture_are_kept_with_their_source():
    update(row(), row(code="２０００００", value="０．５１２"))
    kept = {
        one.code: (one.thousandths, one.source) for one in FiscalStrength.objects.all()
    }
    assert kept == {MATSUMOTO: (530, "見本の表"), NAGANO: (512, "見本の表")}


def test_the_same_file_twice_changes_nothing():
    update(row())
    found = update(row())
    assert (found.added, found.changed, len(found.unchanged)) == ([], [], 1)
    names = [one.name for one in audit.history_of(FiscalStrength.objects.get())]
    assert names == ["fiscal_strength.added"]


def test_a_corrected_figure_keeps_in_the_history_what_it_was():
    update(row())
    update(row(value="0.54"))
    event = audit.history_of(FiscalStrength.objects.get()).last()
    assert event.details["before"]["thousandths"] == 530
    assert event.details["after"]["thousandths"] == 540


def test_a_year_that_the_file_does_not_name_is_kept():
    update(row(year="2023"))
    update(row())
    assert FiscalStrength.objects.count() == 2


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"code": "202020"}, "regions.unknown_code"),
        ({"code": ""}, "regions.unknown_code"),
        ({"year": "昔"}, "regions.wrong_year"),
        ({"year": "2027"}, "regions.year_to_come"),
        ({"value": "-0.5"}, "regions.wrong_strength"),
        ({"value": "0.5321"}, "regions.wrong_strength"),
        ({"value": "530%"}, "regions.wrong_strength"),
        ({"source": " "}, "regions.source_missing"),
        ({"source": "表" * 301}, "regions.source_missing"),
    ],
)
def test_a_wrong_line_is_named_and_the_whole_file_refused(wrong, code):
    with pytest.raises(actions.CannotUpdate) as refused:
        update(row(), row(code=NAGANO) | wrong)
    assert [(one.code, one.values["line"]) for one in refused.value.reasons] == [
        (code, 3)
    ]
    assert not FiscalStrength.objects.exists()


def test_one_place_and_year_stands_once_in_a_file():
    with pytest.raises(actions.CannotUpdate) as refused:
        update(row(), row(value="0.6"))
    assert [one.code for one in refused.value.reasons] == ["regions.strength_twice"]


@pytest.mark.parametrize(
    "places", [{}, {"municipality_id": MATSUMOTO, "prefecture_id": NAGANO}]
)
def test_the_database_takes_figures_of_one_place_only(places):
    with pytest.raises(IntegrityError), transaction.atomic():
        FiscalStrength.objects.create(
            fiscal_year=2024, thousandths=500, source="見本", read_at=NOW, **places
        )


def send(client, content):
    upload = SimpleUploadedFile("strength.csv", content, "text/csv")
    answer = client.post("/municipalities/strength/", {"file": upload}, follow=True)
    return answer.content.decode()


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp932"])
def test_an_administrator_sends_a_file_and_reads_the_figures(encoding):
    client = Client()
    client.force_login(make.member("administrator").user)
    text = f"code,year,value,source\n{MATSUMOTO},R6,0.53,見本の表\n"
    html = send(client, text.encode(encoding))
    for words in ("追加1件", "松本市", "令和6年度", "0.53", "見本の表"):
        assert words in html


def test_an_auditor_reads_and_changes_nothing():
    client = Client()
    client.force_login(make.member("auditor").user)
    send(client, f"code,year,value,source\n{MATSUMOTO},R6,0.53,見本\n".encode())
    assert not FiscalStrength.objects.exists()


@pytest.mark.parametrize("content", [b"x" * 9_999, b"\x00\xff" * 50, b"", b"code\n1\n"])
def test_no_table_is_refused_with_the_columns_it_needs(content):
    client = Client()
    client.force_login(make.member("administrator").user)
    html = send(client, content)
    assert "列を持つ表として読み取れません" in html


def test_the_command_reads_the_same_file(tmp_path, capsys):
    file = tmp_path / "strength.csv"
    file.write_text(f"code,year,value,source\n{MATSUMOTO},R6,0.53,見本\n", "cp932")
    assert tasks.update_fiscal_strength(file) == 0
    assert "added: 1" in capsys.readouterr().out
    file.write_text(f"code,year,value,source\n{MATSUMOTO},R6,x,見本\n", "cp932")
    assert tasks.update_fiscal_strength(file) == 1
