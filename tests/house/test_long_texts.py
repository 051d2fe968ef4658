"""No text without a limit: whoever sends megabytes into a form gets them back."""

from __future__ import annotations

import ast
from pathlib import Path

from house.tree import modules_of_source, short


def _unlimited(path: Path, tree: ast.Module) -> list[str]:
    return [
        f"{short(path)}:{node.lineno}"
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "CharField"
        and isinstance(node.func.value, ast.Name)
        and node.func.value.id == "forms"
        and not {"max_length", None} & {one.arg for one in node.keywords}
    ]


def test_every_text_that_a_person_types_has_a_limit() -> None:
    found = [
        where
        for path, tree in modules_of_source()
        if "chiiki_web" in path.parts
        for where in _unlimited(path, tree)
    ]
    assert not found, "\n".join(found)
