"""Rooms stay small, say why they exist, and are called by what is in them."""

from __future__ import annotations

import ast
import sys

from house.tree import SRC, modules, modules_of_source, short

LIMIT = 300
NAMES_OF_NOTHING = {  # "services" is a noun here: what people use when the money is gone
    *("utils", "util", "helpers", "helper", "signals", "constants"),
    *("common", "misc", "tools", "base_classes", "mixins", "managers"),
}


def test_every_file_fits_in_a_room() -> None:
    lines = {
        short(path): len(path.read_text(encoding="utf-8").splitlines())
        for path in modules()
    }
    assert lines
    assert not {path: count for path, count in lines.items() if count > LIMIT}


def test_every_file_says_why_it_exists() -> None:
    """One sentence on top, please."""
    silent = [
        short(path)
        for path, tree in modules().items()
        if tree.body and not ast.get_docstring(tree)
    ]
    assert not silent


def test_every_file_has_the_name_of_a_noun() -> None:
    assert not [short(path) for path in modules() if path.stem in NAMES_OF_NOTHING]


def test_imports_stand_at_the_top() -> None:
    hidden = [
        f"{short(path)}:{node.lineno}"
        for path, tree in modules_of_source()
        for function in ast.walk(tree)
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef)
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
    ]
    assert not hidden


def test_a_folder_below_an_app_is_one_of_its_rooms() -> None:
    rooms = {
        *("actions", "queries", "views", "forms", "models", "urls", "engine_input"),
        *("migrations", "templates", "static", "templatetags", "letters", "locale"),
    }
    apps = {models.parent for models in (SRC / "chiiki_web").glob("*/models*")}
    strange = [
        short(folder)
        for app in apps
        for folder in app.iterdir()
        if folder.is_dir() and folder.name not in rooms | {"__pycache__"}
    ]
    assert apps
    assert not strange


def test_no_script_takes_the_name_of_a_module_that_others_import() -> None:
    """The folder of a script comes first where Python looks for modules."""
    scripts = {path.stem for path in modules() if path.parent.name == "benchmarks"}
    assert scripts
    assert not scripts & sys.stdlib_module_names
