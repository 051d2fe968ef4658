"""The engines from a terminal, as a person at an office types them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from chiiki.cli import main as cli
from chiiki.errors import EngineError

KIZUNA = {
    "applicant.kind": "municipality",
    "plan.fields": ["tourism"],
    "plan.trains_people": True,
    "plan.uses_local_ict_people": True,
    "plan.creates_jobs": True,
    "plan.is_education": False,
    "costs.people": 20_000_000,
    "costs.system": 20_000_000,
    "costs.equipment": 10_000_000,
    "costs.equipment_purchase": 5_000_000,
    "costs.equipment_lease_rental": 4_000_000,
    "costs.total": 50_000_000,
    "request.amount": 50_000_000,
}


def _run(*words: str) -> Result:
    return CliRunner().invoke(cli.app, words)


@pytest.fixture
def facts(tmp_path: Path) -> Path:
    path = tmp_path / "facts.json"
    path.write_text(json.dumps(KIZUNA), encoding="utf-8")
    return path


def test_it_reads_a_code_in_full_width() -> None:
    assert _run("code", "check", "２０２１５１").output == "202151\n"


@pytest.mark.parametrize("typed", ["令和8年11月23日", "R8.11.23", "2026-11-23"])
def test_it_reads_a_day_in_every_manner(typed: str) -> None:
    assert _run("date", typed).output == "2026-11-23  令和8年11月23日  FY2026\n"


def test_it_says_yes_with_every_rule_and_the_amount(facts: Path) -> None:
    lines = _run("check", "kizuna", str(facts)).output.splitlines()
    assert lines[0] == "kizuna 2010: 適合"
    assert len([line for line in lines if line.startswith("○")]) > 3
    assert lines[-1] == "= 50,000,000 円"


def test_it_says_no_with_the_way_out_in_english(facts: Path) -> None:
    facts.write_text(json.dumps(KIZUNA | {"plan.trains_people": False}))
    output = _run("check", "kizuna", str(facts), "--lang", "en").output
    assert output.startswith("kizuna 2010: no\n")
    assert output.count("×") == output.count("→") == 1


def test_it_names_what_it_would_have_to_know(facts: Path) -> None:
    facts.write_text(json.dumps({"applicant.kind": "npo"}))
    answer = json.loads(_run("check", "kizuna", str(facts), "--json").output)
    assert answer["verdict"] == "unknown"
    assert "plan.trains_people" in answer["missing"]


@pytest.mark.parametrize(
    ("words", "fault"),
    [
        (["code", "check", "202150"], "codes.wrong_check_digit"),
        (["date", "昭和70年1月1日"], "date.wrong_era"),
        (["check", "no-such-programme", "FACTS"], "rules.unknown_scheme"),
        (["check", "absent.toml", "FACTS"], "cli.cannot_read"),
    ],
)
def test_a_fault_is_one_line_on_stderr_and_the_code_is_1(
    words: list[str],
    fault: str,
    facts: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    typed = ["chiiki", *(str(facts) if word == "FACTS" else word for word in words)]
    monkeypatch.setattr("sys.argv", typed)
    with pytest.raises(SystemExit) as ended:
        cli.main()
    told = capsys.readouterr()
    assert ended.value.code == 1
    assert told.out == ""
    assert told.err.startswith(f"chiiki: {fault} (")
    assert told.err.count("\n") == 1


@pytest.mark.parametrize(
    ("content", "fault"), [("{", "cli.not_json"), ("[1]", "cli.not_facts")]
)
def test_facts_that_are_no_facts_are_refused(
    facts: Path, content: str, fault: str
) -> None:
    facts.write_text(content)
    result = _run("check", "kizuna", str(facts))
    assert isinstance(result.exception, EngineError)
    assert result.exception.code == fault


def test_the_engines_answer_where_django_is_missing(facts: Path) -> None:
    program = "import sys; sys.modules['django'] = None; from chiiki.cli.main import app; app()"
    command = [sys.executable, "-c", program, "check", "kizuna", str(facts)]
    env = {"PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run(
        command, env=env, capture_output=True, text=True, check=False, timeout=30
    )
    assert done.stdout.startswith("kizuna 2010: "), done.stderr
