"""What ./test does, stage by stage, each with a time limit, and a summary at the end."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import postgres
import prepared
import spark
from chromium import chromium_path

ROOT = Path(__file__).resolve().parents[1]
PYTHON = sys.executable
TOOLS = Path(PYTHON).parent
CLOSING_LINE = re.compile(r"=+ .*\d+ \w+.* in [\d.]+s.* =+$")
COLOUR = re.compile(r"\x1b\[[0-9;]*m")
ON_BOTH = (  # what hangs on the database; how a page looks does not
    "tests/journeys/test_whole_path.py",
    "tests/journeys/test_drafts.py",
)
CJK_FONT = Path("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc")


@dataclass(slots=True)
class Results:
    """What the summary tells."""

    lines: list[str] = field(default_factory=list)
    closing: list[str] = field(default_factory=list)
    skipped: list[str] = field(default_factory=list)
    failed: bool = False

    def say(self) -> None:
        say("", "─" * 78, *self.lines)
        for what in self.skipped:
            say(f"*** SKIPPED, NOT TESTED: {what}")
        say(*self.closing)


def main(arguments: Sequence[str]) -> int:
    os.chdir(ROOT)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    results = Results()
    began = time.monotonic()
    try:
        _static(results)
        with _prepared(results, "SQLite") as sqlite:
            quick = ["-m", "not journey and not postgres"]
            _pytest(results, "SQLite", quick, 1_500, sqlite)
            if lacking := spark.lacking():
                results.skipped.append(f"surveys on Spark ({lacking})")
            if "--fast" in arguments:
                results.skipped.append("PostgreSQL and browser (--fast)")
            else:
                _slow(results, sqlite)
    except KeyboardInterrupt:
        results.failed = True
        results.skipped.append("everything after Ctrl-C")
    results.lines.append(f"{_seconds(began)}  everything")
    results.say()
    return int(results.failed)


def _static(results: Results) -> None:
    """What needs no test to run."""
    for name, *command in (
        ("ruff check", TOOLS / "ruff", "check"),
        ("ruff format", TOOLS / "ruff", "format", "--check"),
        ("import contracts", TOOLS / "lint-imports", "--no-logo"),
        ("mypy", TOOLS / "mypy"),
        (
            "migrations complete",
            *(PYTHON, "-m", "django", "makemigrations", "--check", "--dry-run"),
        ),
    ):
        settings = {
            "DJANGO_SETTINGS_MODULE": "chiiki_web.settings.test",
            "PYTHONPATH": "src",
        }
        _stage(results, name, [str(word) for word in command], 240, settings)


@contextmanager
def _prepared(
    results: Results, database: str, url: str | None = None
) -> Iterator[dict[str, str]]:
    """Make the test database once; what it yields lets the workers find it."""
    environment = {"CHIIKI_DATABASE_URL": url} if url else {}
    with tempfile.TemporaryDirectory(prefix="chiiki-prepared-") as folder:
        command = [PYTHON, "tests/prepared.py", folder]
        paths = {"PYTHONPATH": os.pathsep.join(("src", "tests"))}
        name = f"test database, {database}"
        _stage(results, name, command, 400, environment | paths)
        yield environment | {prepared.FOLDER: folder}


def _slow(results: Results, sqlite: Mapping[str, str]) -> None:
    """PostgreSQL, and the walks in a browser on both databases."""
    _install_what_is_missing()
    has_browser = chromium_path() is not None
    if not has_browser:
        results.skipped.append("browser journeys (no Chromium; set CHROMIUM)")
    if has_browser and not CJK_FONT.exists():
        results.skipped.append("Japanese type in the browser (no fonts-noto-cjk)")
    walks = ["tests", "-m", "journey"]
    if postgres.binaries():
        with (
            postgres.running_postgres() as url,
            _prepared(results, "PostgreSQL", url) as environment,
        ):
            where = ["tests/web", "-m", "not journey"]
            _pytest(results, "PostgreSQL", where, 1_500, environment)
            if has_browser:
                paths = [*ON_BOTH, "-m", "journey"]
                _pytest(results, "browser, PostgreSQL", paths, 1_200, environment)
    else:
        results.skipped.append("PostgreSQL (no initdb; apt-get install postgresql)")
    if has_browser:
        _pytest(results, "browser, SQLite", walks, 1_500, sqlite)


def _install_what_is_missing() -> None:
    """As root on Debian, fetch what the slow stages need; elsewhere do nothing."""
    missing = []
    if not postgres.binaries():
        missing.append("postgresql")
    if chromium_path() is None:
        missing.append("chromium")
    if not CJK_FONT.exists():
        missing.append("fonts-noto-cjk")
    if not missing or os.geteuid() != 0 or not shutil.which("apt-get"):
        return
    say(f"── installing {', '.join(missing)}")
    # Without this, Debian would start a database server of its own.
    no_server = Path("/etc/postgresql-common/createcluster.d/chiiki-test.conf")
    no_server.parent.mkdir(parents=True, exist_ok=True)
    no_server.write_text("create_main_cluster = false\n")
    quiet = {"env": os.environ | {"DEBIAN_FRONTEND": "noninteractive"}, "timeout": 400}
    apt = ["apt-get", "--quiet=2", "--option=Dpkg::Use-Pty=0"]
    try:
        subprocess.run([*apt, "update"], check=False, **quiet)
        subprocess.run(
            [*apt, "install", "--yes", "--no-install-recommends", *missing],
            check=False,
            stdout=subprocess.DEVNULL,
            **quiet,
        )
    except subprocess.TimeoutExpired:
        say("the installation took too long")
    finally:
        no_server.unlink()


def _pytest(
    results: Results,
    name: str,
    arguments: Sequence[str],
    limit: int,
    environment: Mapping[str, str] | None = None,
) -> None:
    workers = str(min(4, os.cpu_count() or 1))
    command = [
        PYTHON,
        "-m",
        "pytest",
        "-rsfE",
        "-n",
        workers,
        "--dist=worksteal",
        "--durations=5",
    ]
    _stage(results, f"pytest, {name}", [*command, *arguments], limit, environment)


def _stage(
    results: Results,
    name: str,
    command: Sequence[str],
    limit: int,
    environment: Mapping[str, str] | None = None,
) -> None:
    """Run one command, show what it says, and keep how it went."""
    say("", f"── {name}")
    began = time.monotonic()
    with subprocess.Popen(
        command,
        env=os.environ | (environment or {}),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        start_new_session=True,
    ) as process:
        timer = threading.Timer(limit, _end, [process])
        timer.start()
        try:
            for line in process.stdout or ():
                sys.stdout.write(line)
                if CLOSING_LINE.match(plain := COLOUR.sub("", line.rstrip())):
                    results.closing.append(f"{name}:\n{plain}")
            code = process.wait()
        finally:
            timer.cancel()
            _end(process)
    took = time.monotonic() - began
    verdict = "passed" if code == 0 else "FAILED"
    if code and took >= limit:
        verdict = f"FAILED: not done after {limit} s"
    results.failed |= code != 0
    results.lines.append(f"{_seconds(began)}  {verdict:7} {name}")


def _end(process: subprocess.Popen[str]) -> None:
    """End a stage and what it started, if it still runs."""
    for one in (signal.SIGTERM, signal.SIGKILL):
        if process.poll() is None:
            os.killpg(process.pid, one)
            try:
                process.wait(5)
            except subprocess.TimeoutExpired:
                continue


def _seconds(began: float) -> str:
    return f"{time.monotonic() - began:6.1f} s"


def say(*lines: str) -> None:
    sys.stdout.write("".join(f"{line}\n" for line in lines))
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
