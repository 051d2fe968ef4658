"""The files of the project, for tests about the whole house."""

from __future__ import annotations

import ast
import gc
import shutil
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
SRC = ROOT / "src"
MADE = {".venv", "var", "__pycache__"}


@cache
def tracked_files() -> list[Path]:
    """Every file that belongs to the project; where there is no git, every file here."""
    git = shutil.which("git")
    if git and (ROOT / ".git").exists():
        found = subprocess.run(
            [git, "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        return [path for name in found.split("\0") if (path := ROOT / name).is_file()]
    return [
        path
        for path in ROOT.rglob("*")
        if path.is_file() and not MADE & set(path.relative_to(ROOT).parts)
    ]


@cache
def modules() -> dict[Path, ast.Module]:
    """Every Python file that a person wrote, parsed.

    That is millions of nodes, which stay until the end: the search for garbage, which
    would take seconds over them, looks at what there was before, and then leaves them out.
    """
    gc.collect()
    gc.disable()
    found = {
        path: ast.parse(path.read_text(encoding="utf-8"))
        for path in tracked_files()
        if path.suffix == ".py" and "migrations" not in path.parts
    }
    gc.freeze()
    gc.enable()
    return found


def modules_of_source() -> Iterator[tuple[Path, ast.Module]]:
    """The modules of both packages."""
    return ((path, tree) for path, tree in modules().items() if SRC in path.parents)


def short(path: Path) -> str:
    return str(path.relative_to(ROOT))
