"""A child has only so much time and memory, no network, no files; the parent lives on."""

import io
import subprocess
import sys
import textwrap

import pytest

import mutations
from chiiki_web.sheets import reading
from chiiki_web.sheets.model import CannotRead
from mutants import good

SHORT_FORM = 60


def in_child(code, limited=True):
    """Run code as the child does, with its limits or (the control) without them."""
    apply = "limits.apply()" if limited else ""
    head = f"import os, socket\nfrom chiiki_web.sheets.child import limits\n{apply}\n"
    return subprocess.run(
        [sys.executable, "-I", "-c", head + textwrap.dedent(code)],
        capture_output=True,
        text=True,
        timeout=30,
    )


@pytest.mark.parametrize(
    "code",
    [
        "socket.socket()",
        "open('/etc/hostname')",
        "os.dup(1)",
        "bytearray(600 << 20)",
    ],
)
def test_what_a_child_may_not_do_works_without_the_limits_and_fails_with_them(code):
    assert in_child(code, limited=False).returncode == 0
    assert in_child(code).returncode != 0


def test_a_child_that_reckons_on_is_stopped(monkeypatch):
    quick = "import resource; resource.setrlimit(resource.RLIMIT_CPU, (1, 1))\n"
    ended = in_child(f"{quick}while True: pass")
    assert ended.returncode in reading.KILLED_FOR_TIME


@pytest.mark.parametrize(
    ("ended", "content", "code"),
    [
        (None, b"", "sheets.took_too_long"),
        (-24, b"", "sheets.took_too_long"),
        (-9, b"", "sheets.took_too_long"),
        (-6, b"", "sheets.took_too_much"),
        (1, b"", "sheets.broken"),
        (0, b"not json", "sheets.broken"),
        (0, b'{"sheets": [{"name": 1}]}', "sheets.broken"),
        (0, b'{"sheets": 5}', "sheets.broken"),
    ],
)
def test_however_a_child_ends_the_parent_says_a_sentence(
    monkeypatch, ended, content, code
):
    def run(task, copy, answer):
        answer.write(content)
        return ended

    monkeypatch.setattr(reading, "run", run)
    with pytest.raises(CannotRead) as caught:
        reading.read_workbook(io.BytesIO(good.workbook()), "a.xlsx")
    assert [one.code for one in caught.value.reasons] == [code]


def test_sixty_hostile_files_are_taken_or_refused_within_the_limits(monkeypatch):
    monkeypatch.setattr(reading, "run", mutations.run_measured)
    found = [
        mutations.read(recipe, *make())
        for recipe, make in mutations.mutants(SHORT_FORM, seed=7)
    ]
    assert {one.said for one in found} > {"taken", "sheets.broken", "sheets.encrypted"}
    assert max(one.cpu for one in found) < mutations.CPU_SECONDS + 1
    assert max(one.megabytes for one in found) <= mutations.MEGABYTES


def test_the_same_seed_makes_the_same_files():
    one, other = (
        [make() for _recipe, make in mutations.mutants(12, seed=3)] for _ in range(2)
    )
    assert one == other
