"""The tables of cases, one file a programme, that an officer can read and extend."""

import json
from pathlib import Path

import pytest

from chiiki import rules

FILES = sorted((Path(__file__).parent / "cases").glob("*.json"))
TABLES = [json.loads(file.read_text(encoding="utf-8")) for file in FILES]
ROWS = [
    pytest.param(table, row, id=f"{table['programme']}: {row['case']}")
    for table in TABLES
    for row in table["cases"]
]


@pytest.mark.parametrize(("table", "row"), ROWS)
def test_a_case_is_answered_as_the_table_says(table, row):
    scheme = rules.scheme_version(table["programme"], table["version"])

    found = rules.assess(scheme, {**table["base"], **row["with"]})

    verdicts = {finding.rule.id: finding.verdict for finding in found.findings}
    assert found.verdict == row["answer"]
    assert [i for i, v in verdicts.items() if v == "no"] == row.get("no", [])
    assert {
        finding.rule.id: list(finding.missing)
        for finding in found.findings
        if finding.verdict == "unknown"
    } == row.get("cannot_tell", {})
    if "payable" in row:
        assert found.amount.payable == row["payable"]
    if "cap" in row:
        assert found.amount.cap == row["cap"]


def test_every_programme_has_a_table_with_yes_no_and_cannot_tell():
    answers = {t["programme"]: {row["answer"] for row in t["cases"]} for t in TABLES}

    assert set(answers) == {scheme.code for scheme in rules.published_schemes()}
    assert all(found == {"yes", "no", "unknown"} for found in answers.values())


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table["programme"])
def test_every_rule_of_a_programme_is_refused_once_in_its_table(table):
    scheme = rules.scheme_version(table["programme"], table["version"])
    refused = {rule for row in table["cases"] for rule in row.get("no", [])}

    assert {rule.id for rule in scheme.rules} - refused == set()
