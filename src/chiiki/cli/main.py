"""The engines from a terminal: ``chiiki check kizuna facts.json``."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from importlib.metadata import entry_points
from pathlib import Path
from typing import Annotated

import typer

from chiiki import codes, periods, rules
from chiiki.cli import index, match, schemes, search, survey
from chiiki.cli.words import MARKS, VERDICTS, Language, read_text, scheme_named, yen
from chiiki.errors import EngineError

PLUGINS = "chiiki.commands"

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="The engines of chiiki, and the site where it is installed.",
)
code = typer.Typer(no_args_is_help=True, help="Codes of local governments.")
app.add_typer(code, name="code")
app.add_typer(schemes.app, name="schemes")
app.add_typer(index.app, name="index")
app.add_typer(survey.app, name="survey")
app.command("match")(match.match)
app.command("search")(search.search)


@code.command("check")
def check_code(text: str) -> None:
    """Check the digits of a code of six digits."""
    typer.echo(codes.parse_municipality_code(text))


@app.command("date")
def read_date(text: str) -> None:
    """Read a day as offices write it: 令和8年11月23日, R8.11.23, 2026-11-23."""
    day = periods.parse_date(text)
    year = periods.fiscal_year(day)
    typer.echo(f"{day.isoformat()}  {periods.format_date(day, 'ja')}  FY{year}")


@app.command()
def check(
    scheme: Annotated[str, typer.Argument(help="kizuna, kizuna@2010 or a TOML file.")],
    facts: Annotated[Path, typer.Argument(exists=True, dir_okay=False)],
    language: Annotated[Language, typer.Option("--lang")] = Language.JA,
    as_json: Annotated[bool, typer.Option("--json", help="For a program.")] = False,
) -> None:
    """Say whether a case fits a programme, with every rule; facts come as JSON."""
    found = rules.assess(scheme_named(scheme), _facts(facts))
    lines = [_machine(found)] if as_json else _answer(found, language.value)
    for line in lines:
        typer.echo(line)


def main() -> None:
    """Run a command; what an engine cannot do is said in one line, and the code is 1."""
    for plugin in entry_points(group=PLUGINS):
        app.add_typer(plugin.load(), name=plugin.name)
    try:
        app()
    except EngineError as fault:
        typer.echo(f"chiiki: {fault}", err=True)
        raise SystemExit(1) from None


def _facts(path: Path) -> dict[str, object]:
    try:
        found = json.loads(read_text(path))
    except json.JSONDecodeError as fault:
        raise EngineError("cli.not_json", file=path, line=fault.lineno) from fault
    if not isinstance(found, dict):
        raise EngineError("cli.not_facts", file=path)
    return found


def _answer(found: rules.Assessment, lang: str) -> Iterator[str]:
    yield f"{found.scheme_code} {found.scheme_version}: {VERDICTS[found.verdict].text(lang)}"
    for finding in found.findings:
        rule = finding.rule
        yield f"{MARKS[finding.verdict]} {rule.text(lang)} [{rule.clause(lang)}]"
        if finding.verdict is rules.Verdict.NO:
            yield f"    → {rule.remedy(lang)}"
        if finding.missing:
            yield f"    ? {', '.join(_labels(finding.missing, lang))}"
    if found.amount is not None and found.amount.payable is not None:
        yield f"= {yen(found.amount.payable, lang)}"


def _labels(names: Iterable[str], lang: str) -> Iterator[str]:
    return (rules.vocabulary()[name].label(lang) for name in names)


def _machine(found: rules.Assessment) -> str:
    content = {
        "scheme": found.scheme_code,
        "version": found.scheme_version,
        "digest": found.digest,
        "verdict": found.verdict,
        "rules": {one.rule.id: one.verdict for one in found.findings},
        "missing": found.missing,
        "payable": found.amount.payable if found.amount else None,
    }
    return json.dumps(content, ensure_ascii=False)
