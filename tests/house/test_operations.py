"""What an operator reads about commands and settings is what there is."""

from __future__ import annotations

import re
import subprocess

import typer.main

from chiiki_web.command import app
from house.tree import ROOT, modules_of_source

VARIABLE = re.compile(r"\bCHIIKI_[A-Z_]+\b")
SETTINGS_ONLY = {  # Django settings
    *("CHIIKI_FILES", "CHIIKI_ATTACHMENT_MAX_BYTES", "CHIIKI_SEARCH"),
}
GUIDE = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
COMMANDS = typer.main.get_group(app).commands


def test_every_variable_is_described_and_every_described_one_is_read() -> None:
    read = {
        name
        for path, _tree in modules_of_source()
        for name in VARIABLE.findall(path.read_text(encoding="utf-8"))
    }
    assert read - SETTINGS_ONLY == set(VARIABLE.findall(GUIDE))


def test_run_helps_with_the_options_that_the_command_has() -> None:
    told = subprocess.run(
        [ROOT / "run", "--help"], capture_output=True, text=True, check=True, timeout=10
    ).stdout
    options = {
        name
        for option in COMMANDS["run"].params
        for name in option.opts
        if name.startswith("--")
    }
    assert set(re.findall(r"--[a-z]+", told)) - {"--help"} == options


def test_the_guide_names_commands_that_there_are() -> None:
    named = set(re.findall(r"chiiki site ([a-z-]+)", GUIDE))
    assert named
    assert named <= set(COMMANDS)
