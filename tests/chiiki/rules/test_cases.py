"""The tables of cases, one file a programme, that an officer can read and extend."""

import json
from pathlib import Path

import pytest

from chiiki import rules
from scheme_samples import GENERAL

HERE = Path(__file__).parent
SAMPLE = rules.parse_scheme(GENERAL, name="general.toml")


def _tables(folder):
    files = sorted((HERE / folder).glob("*.json"))
    return [json.loads(file.read_text(encoding="utf-8")) for file in files]


TABLES, SAMPLE_TABLES = _tables("cases"), _tables("cases_of_samples")
ROWS = [
    pytest.param(table, row, id=f"{table['programme']}: {row['case']}")
    for table in [*TABLES, *SAMPLE_TABLES]
    for row in table["cases"]
]


def _scheme(table):
    if table["programme"] == SAMPLE.code:
        return SAMPLE
    return rules.scheme_version(table["programme"], table["version"])


@pytest.mark.parametrize(("table", "row"), ROWS)
def test_a_case_is_answered_as_the_table_says(table, row):
    scheme = _scheme(table)

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


@pytest.mark.parametrize(
    "table", [*TABLES, *SAMPLE_TABLES], ids=lambda table: table["programme"]
)
def test_every_rule_of_a_programme_is_refused_once_in_its_table(table):
    scheme = _scheme(table)
    refused = {rule for row in table["cases"] for rule in row.get("no", [])}

    assert {rule.id for rule in scheme.rules} - refused == set()
