"""Tables of proposals as offices keep them: read, or each bad cell named."""

import io
from decimal import Decimal

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from chiiki import rules
from chiiki.errors import EngineError
from chiiki.rules.cells import read_title
from chiiki.rules.parquet import read_parquet
from chiiki.rules.proposals import columns_of, proposals_of

TABLE = (
    "id,region,applicant.kind,plan.fields,plan.trains_people,costs.total,plan.school_count\n"
    "あ-1,関東,municipality,education;welfare,はい,1億2000万円,３校\n"
    'あ-2,東北,NPO法人,医療・介護、観光,×,"12,000千円",\n'
    "あ-3,,,,,,\n"
)


def _read(text, encoding="utf-8"):
    bad = []
    data = text if isinstance(text, bytes) else text.encode(encoding)
    return list(rules.read_csv(io.BytesIO(data), bad)), bad


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932"])
def test_it_reads_a_table_in_every_usual_encoding(encoding):
    proposals, bad = _read(TABLE, encoding)

    first, second, third = proposals
    assert bad == []
    assert first == rules.Proposal(
        id="あ-1",
        facts={
            "applicant.kind": "municipality",
            "plan.fields": ("education", "welfare"),
            "plan.trains_people": True,
            "costs.total": 120_000_000,
            "plan.school_count": 3,
        },
        groups={"region": "関東", "applicant": "municipality"},
    )
    assert second.facts == {
        "applicant.kind": "npo",
        "plan.fields": ("medical_care", "tourism"),
        "plan.trains_people": False,
        "costs.total": 12_000_000,
    }
    assert (third.facts, third.groups) == ({}, {})


@pytest.mark.parametrize(
    ("title", "cell", "yen"),
    [
        ("costs.total", "１２０", 120),
        ("costs.total", "1,200", 1_200),
        ("costs.total", "￥1,200", 1_200),
        ("costs.total（千円）", "1,200", 1_200_000),
        ("costs.total[千円]", "１２００", 1_200_000),
        ("costs.total (百万円)", "1.5", 1_500_000),
        ("costs.total（円）", "7", 7),
        ("costs.total（千円）", "1,200円", 1_200),
        ("事業費の総額（千円）", "5", 5_000),
        ("Total cost of the project", "5", 5),
    ],
)
def test_yen_are_read_with_the_unit_of_cell_or_title(title, cell, yen):
    proposals, bad = _read(f'{title}\n"{cell}"\n')

    assert bad == []
    assert proposals[0].facts == {"costs.total": yen}


def test_an_empty_cell_is_not_said_and_an_empty_row_is_nothing():
    proposals, bad = _read("id,costs.total\n1,　\n\n ,\n2,0\n")

    assert bad == []
    assert [(one.id, one.facts) for one in proposals] == [
        ("1", {}),
        ("2", {"costs.total": 0}),
    ]


def test_every_bad_cell_is_named_and_its_row_left_out():
    proposals, bad = _read(
        "id,plan.trains_people,costs.total（千円）,applicant.kind,plan.fields\n"
        "1,yes,5,npo,tourism\n"
        "2,maybe,five,king,space;tourism\n"
        "3,yes,-5,npo,\n"
        "1,yes,5,npo,\n"
        "4,yes,5,npo,tourism,six\n"
    )

    assert [one.id for one in proposals] == ["1"]
    assert [(one.row, one.column, one.found, one.code) for one in bad] == [
        (3, "plan.trains_people", "maybe", "rules.neither_yes_nor_no"),
        (3, "costs.total（千円）", "five", "money.not_a_number"),
        (3, "applicant.kind", "king", "rules.unknown_choice_given"),
        (3, "plan.fields", "space;tourism", "rules.unknown_choice_given"),
        (4, "costs.total（千円）", "-5", "money.negative"),
        (5, "id", "1", "rules.proposal_twice"),
        (6, "", "six", "rules.cell_without_title"),
    ]


def test_a_row_without_an_id_goes_by_its_number():
    proposals, _bad = _read("costs.total\n5\n\n6\n")

    assert [one.id for one in proposals] == ["2", "4"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "rules.no_titles"),
        ("id,colour\n1,red\n", "rules.unknown_column"),
        ("plan.school_count（千円）\n1\n", "rules.unknown_column"),
        ("costs.total,事業費の総額\n1,1\n", "rules.column_twice"),
        ('id,costs.total\n1,"5\n', "rules.not_a_table"),
        (b"id,region\n1,\x81\n", "rules.not_a_table"),
    ],
)
def test_a_table_that_is_none_is_refused(text, code):
    with pytest.raises(EngineError) as refused:
        _read(text)

    assert refused.value.code == code


def test_a_title_may_be_any_label_of_the_vocabulary():
    for fact in rules.vocabulary().values():
        for title in (fact.name, fact.label("ja"), fact.label("en")):
            assert read_title(title).name == fact.name


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_every_choice_can_be_written_by_its_label(lang):
    for fact in rules.vocabulary().values():
        for code in fact.choices:
            (proposal,) = proposals_of(
                columns_of([fact.name]), [[fact.choice_label(code, lang)]], []
            )
            wanted = code if fact.type == "choice" else (code,)
            assert proposal.facts == {fact.name: wanted}


@given(st.text(max_size=12))
def test_no_text_in_a_cell_is_more_than_a_bad_cell(text):
    for title in (
        "costs.total（千円）",
        "plan.school_count",
        "plan.fields",
        "plan.trains_people",
        "applicant.kind",
    ):
        bad = []
        proposals = list(proposals_of(columns_of([title]), [[text]], bad))

        assert len(proposals) + len(bad) == bool(text.strip())
        for proposal in proposals:
            assert rules.assess(rules.load_scheme("kizuna"), proposal.facts)


def test_it_reads_parquet_with_its_own_types(tmp_path):
    path = tmp_path / "proposals.parquet"
    with duckdb.connect() as base:
        base.execute(
            """COPY (SELECT 'a' AS id, 'kanto' AS region, 'npo' AS "applicant.kind",
            ['tourism', 'education'] AS "plan.fields", true AS "plan.trains_people",
            5000::DECIMAL(12, 2) AS "costs.total", 3.0::DOUBLE AS "plan.school_count",
            12::BIGINT AS "request.amount（千円）"
            UNION ALL SELECT 'b', NULL, NULL, NULL, NULL, 1.5, NULL, NULL)
            TO $path (FORMAT parquet)""",
            {"path": str(path)},
        )
    bad = []

    (proposal,) = read_parquet(path, bad)

    assert proposal == rules.Proposal(
        id="a",
        facts={
            "applicant.kind": "npo",
            "plan.fields": ("tourism", "education"),
            "plan.trains_people": True,
            "costs.total": 5_000,
            "plan.school_count": 3,
            "request.amount": 12_000,
        },
        groups={"region": "kanto", "applicant": "npo"},
    )
    assert [(one.row, one.column, one.found) for one in bad] == [
        (3, "costs.total", "1.50")
    ]


def test_a_file_that_is_no_parquet_is_refused(tmp_path):
    path = tmp_path / "proposals.parquet"
    path.write_text("id\n1\n")

    with pytest.raises(EngineError) as refused:
        list(read_parquet(path, []))

    assert refused.value.code == "rules.not_a_table"


@pytest.mark.parametrize("cell", [Decimal("NaN"), float("inf"), 2.5, True, 10**16, -1])
def test_a_number_that_is_no_count_is_a_bad_cell(cell):
    bad = []

    assert list(proposals_of(columns_of(["costs.total"]), [[cell]], bad)) == []
    assert [one.row for one in bad] == [2]
