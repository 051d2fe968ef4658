"""What a spreadsheet leaves out without a word: errors, long cells, sheets that are too long."""

from uuid import uuid4

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from chiiki import questionnaire
from chiiki_web.answers.forms import layout
from chiiki_web.sheets.child.limits import MOST_ROWS
from chiiki_web.surveys import actions as surveys
from chiiki_web.surveys.actions import writing
from questionnaires import TEXT, WHOLE, small
from web import make, visit
from web.answers import made
from web.answers.filled import as_file, examine, fill, give, said
from web.make import NOW
from web.surveys import made as survey_made

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("typed", ["#DIV/0!", "#N/A", "=VLOOKUP(A1,A1:B9,2,0)"])
def test_an_answer_that_the_file_does_not_hold_is_a_place_to_correct(typed):
    town = made.answered()
    ((address, words),) = said(examine(town, fill(give(town), q__staff=typed)))
    assert address.startswith("D")
    assert f"{address[1:]}行目D列" in words


def test_what_was_given_out_fits_into_cells_however_much_is_answered(monkeypatch):
    monkeypatch.setattr(layout, "LONGEST_CELL", 40)
    town = made.answered()
    book = give(town)
    rows = list(book[layout.IDENTITY].iter_rows(values_only=True))
    assert max(len(text) for name, text in rows if name == "base") == 40
    assert examine(town, book).values == {}


def test_the_control_with_a_part_of_it_the_sheet_would_seem_changed():
    town = made.answered()
    book = give(town)
    sheet = book[layout.IDENTITY]
    base = next(row for row in sheet.iter_rows() if row[0].value == "base")
    base[1].value = "{}"
    assert examine(town, book).values.keys() == WHOLE.keys()


def big(systems):
    """A questionnaire with so many systems, at most 300 in a field."""
    rows = []
    for number in range(systems):
        if number % 300 == 0:
            rows.append(f'[[fields]]\ncode = "f{number}"\nja = "分野"\nen = "f"\n')
        rows.append(f'[[fields.systems]]\ncode = "s{number}"\nja = "x"\nen = "x"\n')
    head, _fields, rest = TEXT.partition("[[fields]]")
    return head + "".join(rows) + "[[difficulties]]" + rest.split("[[difficulties]]")[1]


def keep(text):
    office = make.member("office")
    return surveys.add_questionnaire(text, form_key=uuid4(), by=office, at=NOW)


def test_a_questionnaire_that_no_sheet_can_hold_is_not_kept():
    with pytest.raises(surveys.CannotKeep) as refusal:
        keep(big(4_500))
    (why,) = refusal.value.reasons
    assert why.code == "surveys.too_many_lines"
    assert why.values["most"] == writing.MOST_LINES


def test_the_largest_that_is_kept_is_still_read(monkeypatch):
    asked = questionnaire.read_questionnaire(big(60))
    lines = sum(one.lines for one in asked.items)
    monkeypatch.setattr(writing, "MOST_LINES", lines)
    assert keep(big(60)).pk
    monkeypatch.setattr(writing, "MOST_LINES", lines - 1)
    with pytest.raises(surveys.CannotKeep):
        keep(big(60))


def test_lines_are_counted_as_the_sheet_lays_them_out():
    asked = small()
    laid_out = list(layout.rows(asked))
    assert sum(one.lines for one in asked.items) == len(laid_out)
    assert writing.MOST_LINES + layout.HEAD_ROW + 1 <= MOST_ROWS


def test_a_frame_with_an_error_in_a_cell_names_the_cell(client):
    office = make.member("office")
    survey = survey_made.draft(office)
    book = openpyxl.Workbook()
    book.active.title = "名簿"
    book.active.append(["団体名", "メールアドレス"])
    book.active.append(["見本001市", "#N/A"])
    file = SimpleUploadedFile("名簿.xlsx", as_file(book).read())
    typed = {"file": file, "use": "replace", "form_key": uuid4()}
    address = reverse("surveys:upload", args=[survey.code])
    assert "「名簿」の2行目B列" in visit.text(
        visit.post(client, office, address, **typed)
    )


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        (
            {"status__mail": "予定なし", "effect__mail": "一部の成果"},
            "「予定なし」となっているため",
        ),
        (
            {
                "status__lessons": "運用している",
                "expectation__school": "どちらともいえない",
            },
            "この分野には、運用しているシステム",
        ),
        ({"q__office": "ない", "q__staff": 3}, "「ある」"),
    ],
)
def test_an_answer_that_is_not_asked_is_remarked_with_what_to_write(cells, words):
    town = made.recipient()
    found = examine(town, fill(give(town), **cells))

    (remark,) = found.findings
    assert found.state == "ready"
    assert (remark["sheet"], remark["address"][0]) == ("回答", "D")
    assert words in remark["ja"]
    assert "空欄" in remark["ja"]
    assert "Empty this cell" in remark["en"]


def test_an_effect_on_the_site_is_remarked_once_its_system_stops_in_the_sheet():
    town = made.answered()
    book = fill(give(town), status__mail="予定なし")
    effect, money = examine(town, book).findings
    assert effect["found"].startswith("一部")
    assert "分野" in money["ja"]


def test_what_can_be_chosen_is_listed_in_the_language_of_whoever_reads():
    town = made.recipient()
    (remark,) = examine(town, fill(give(town), status__mail="たぶん")).findings
    assert "運用している" in remark["ja"]
    assert "We run it" in remark["en"]
    assert "運用している" not in remark["en"]
