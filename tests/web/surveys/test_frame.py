"""The frame: the register, a table, what is left out, and a sample that can be drawn again."""

from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as some

from chiiki_web.regions.models import Municipality
from chiiki_web.sheets.model import Sheet
from chiiki_web.surveys import actions
from chiiki_web.surveys.actions.drawing import pick
from web import make
from web.make import MATSUMOTO, NOW
from web.surveys import made

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    return make.member("office")


@pytest.fixture
def survey(office):
    return made.draft(office)


def table(survey, *rows, use="replace"):
    return actions.keep_table(
        survey.pk,
        Sheet("見本", tuple(tuple(row) for row in rows)),
        use=use,
        name="見本.csv",
        form_key=uuid4(),
        by=survey.made_by,
        at=NOW,
    )


def faults(kept):
    return [code for code, _values in kept.faults]


def test_the_register_gives_every_municipality_that_exists(survey, office):
    count = actions.take_all_municipalities(survey.pk, by=office, at=NOW)
    assert count == survey.recipients.count() == 1741
    tokyo = survey.recipients.get(municipality="131016")
    assert (tokyo.size_class, tokyo.prefecture_ja) == ("city", "東京都")
    kinds = dict(survey.recipients.values_list("size_class", "stratum").distinct())
    assert kinds == {one: one for one in ("designated_city", "city", "town", "village")}


def test_what_is_left_out_stays_in_the_frame_with_the_reason(survey, office):
    actions.exclude(survey.pk, numbers=[2, 3], ground=made.GROUND, by=office, at=NOW)
    out = survey.recipients.exclude(excluded_reason="")
    assert {one.number for one in out} == {2, 3}
    assert not out.filter(drawn=True).exists()
    actions.include(survey.pk, numbers=[2], by=office, at=NOW)
    assert made.recipient(survey, 2).drawn


def test_a_prefecture_is_left_out_whole(survey, office):
    actions.exclude(
        survey.pk, prefecture="990001", ground=made.GROUND, by=office, at=NOW
    )
    assert not survey.recipients.filter(drawn=True).exists()


def test_nothing_is_left_out_without_a_reason(survey, office):
    with pytest.raises(actions.CannotChangeSurvey):
        actions.exclude(survey.pk, numbers=[2], ground="  ", by=office, at=NOW)


def test_a_table_replaces_the_frame_after_a_dry_run(survey, office):
    kept = table(
        survey,
        ["団体コード", "団体名", "規模区分", "メールアドレス", "備考"],
        [MATSUMOTO, "", "市・特別区", "office@example.jp", "読まない"],
        [None, "見本001町", "その他", None, None],
        [None, None, None, None, None],
    )
    assert kept.faults == []
    assert survey.recipients.count() == 6
    for is_new in (True, False):
        assert actions.take_table(kept.pk, by=office, at=NOW) is is_new
    first, second = survey.recipients.all()
    assert (first.municipality_id, first.size_class) == (MATSUMOTO, "city")
    assert (second.name_ja, second.stratum) == ("見本001町", "その他")


def test_a_table_adds_addresses_and_leaves_what_is_left_out(survey, office):
    actions.exclude(survey.pk, numbers=[2], ground=made.GROUND, by=office, at=NOW)
    rows = (["番号", "メールアドレス"], [3, "third@example.jp"], ["2.0", ""])
    kept = table(survey, rows[0], rows[1], use="add_to")
    actions.take_table(kept.pk, by=office, at=NOW)
    assert made.recipient(survey, 3).email == "third@example.jp"
    assert made.recipient(survey, 2).excluded_reason == made.GROUND
    assert made.recipient(survey, 1).email == "survey1@example.jp"


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        ((), "surveys.column_missing"),
        ((["備考"], ["x"]), "surveys.column_missing"),
        ((["code", "code"], ["", ""]), "surveys.column_twice"),
        ((["code"],), "surveys.no_rows"),
        ((["code"], ["202028"]), "surveys.line_code"),
        ((["code"], [MATSUMOTO], [MATSUMOTO]), "surveys.line_twice"),
        ((["name"], ["見本町"], ["見本町"]), "surveys.line_twice"),
        ((["number", "name"], ["１", "甲"], ["01", "乙"]), "surveys.line_twice"),
        ((["name", "email"], ["見本", "no mail"]), "surveys.line_email"),
        ((["name", "prefecture"], ["見本", "無い県"]), "surveys.line_prefecture"),
        ((["name"], ["長" * 200]), "surveys.line_text"),
        ((["name", "層"], ["", "x"]), "surveys.line_without_name"),
        ((["name", "number"], ["見本", "三"]), "surveys.line_number"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_wrong_in_a_table_is_said_by_line_and_it_is_not_taken(
    survey, office, rows, code
):
    kept = table(survey, *rows)
    assert code in faults(kept)
    with pytest.raises(actions.CannotChangeSurvey):
        actions.take_table(kept.pk, by=office, at=NOW)
    assert survey.recipients.count() == 6


def test_faults_stand_in_the_order_of_the_lines_and_a_code_as_it_was_typed(survey):
    kept = table(
        survey,
        ["code", "name", "email"],
        ["", "", "a@example.jp"],
        ["999999", "見本町", ""],
        ["", "見本村", "no mail"],
        ["", "見本村", ""],
    )
    assert [str(values["line"]) for _code, values in kept.faults] == list("23445")
    assert kept.rows[1]["code"] == "999999"


def test_one_name_in_two_prefectures_is_two_municipalities(survey):
    kept = table(
        survey, ["name", "prefecture"], ["見本町", "東京都"], ["見本町", "長野県"]
    )
    assert kept.faults == []


def test_a_number_in_full_width_is_that_of_the_frame(survey, office):
    kept = table(survey, ["番号", "層"], ["００３", "x"], use="add_to")
    assert not kept.faults
    actions.take_table(kept.pk, by=office, at=NOW)
    assert survey.recipients.get(number=3).stratum == "x"


def test_a_line_that_adds_to_nobody_is_wrong(survey):
    kept = table(survey, ["番号", "層"], [99, "x"], use="add_to")
    assert faults(kept) == ["surveys.not_in_frame"]


def test_a_spreadsheet_may_drop_the_leading_nought(survey):
    sapporo = Municipality.objects.get(name_ja="札幌市").pk
    kept = table(survey, ["code"], [int(sapporo)])
    assert kept.faults == []
    assert kept.rows[0]["code"] == sapporo


def test_a_formula_of_a_table_that_we_gave_out_comes_back_as_it_was(survey):
    kept = table(survey, ["name"], ["'=見本"])
    assert kept.rows[0]["name"] == "=見本"


def test_a_sample_is_drawn_by_stratum_and_again_the_same(survey, office):
    for _time in range(2):
        drawn = actions.draw_sample(
            survey.pk, {"city": 1, "town": 2}, seed=7, by=office, at=NOW
        )
        assert drawn == 3
        asked = set(
            survey.recipients.filter(drawn=True).values_list("number", flat=True)
        )
        assert len(asked & {1, 3, 5}) == 1
        assert asked == pick(
            {"city": [1, 3, 5], "town": [2, 4, 6]}, {"city": 1, "town": 2}, 7
        )


def test_who_is_left_out_is_not_drawn_and_another_frame_forgets_the_sample(
    survey, office
):
    actions.exclude(survey.pk, numbers=[1, 3], ground=made.GROUND, by=office, at=NOW)
    actions.draw_sample(survey.pk, {"city": 1, "town": 0}, seed=1, by=office, at=NOW)
    assert [one.number for one in survey.recipients.filter(drawn=True)] == [5]
    actions.include(survey.pk, numbers=[1], by=office, at=NOW)
    survey.refresh_from_db()
    assert survey.seed is None
    assert survey.recipients.filter(drawn=True).count() == 5


@pytest.mark.parametrize("wanted", [{"city": 4}, {"city": -1}, {"nowhere": 1}])
def test_a_sample_that_cannot_be_drawn_is_refused(survey, office, wanted):
    with pytest.raises(actions.CannotChangeSurvey):
        actions.draw_sample(survey.pk, wanted, seed=1, by=office, at=NOW)
    assert survey.recipients.filter(drawn=True).count() == 6


@given(
    sizes=some.dictionaries(some.text(max_size=3), some.integers(0, 30), max_size=4),
    seed=some.integers(0, 2**31 - 1),
)
def test_each_stratum_gives_as_many_as_are_wanted(sizes, seed):
    units, first = {}, 0
    for name, size in sizes.items():
        units[name] = list(range(first, first + size))
        first += size
    wanted = {name: size // 2 for name, size in sizes.items()}
    drawn = pick(units, wanted, seed)
    assert all(
        len(drawn & set(numbers)) == wanted[name] for name, numbers in units.items()
    )


@pytest.mark.parametrize(
    ("text", "found"),
    [("3, 17 20-22", [3, 17, 20, 21, 22]), ("5 〜 6、８", [5, 6, 8]), ("", [])],
)
def test_numbers_are_read_as_people_write_them(text, found):
    assert actions.numbers_in(text) == found


@pytest.mark.parametrize("text", ["4, 2O, 99", "x", "3-", "1-9999999999"])
def test_what_is_no_number_leaves_nobody_out(text):
    with pytest.raises(actions.CannotChangeSurvey, match="no_number_of_unit"):
        actions.numbers_in(text)


def test_a_number_that_the_frame_does_not_have_leaves_nobody_out(survey, office):
    with pytest.raises(actions.CannotChangeSurvey, match="no_such_units"):
        actions.exclude(
            survey.pk, numbers=[2, 99], ground=made.GROUND, by=office, at=NOW
        )
    assert not survey.recipients.exclude(excluded_reason="").exists()


def test_a_number_that_no_row_can_have_takes_nobody_in(survey, office):
    assert actions.include(survey.pk, numbers=[10**24], by=office, at=NOW) == 0
