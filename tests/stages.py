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
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

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


@dataclass(frozen=True, slots=True)
class Command:
    """One stage: what to run, and for how many seconds at most."""

    name: str
    words: Sequence[str]
    limit: int
    environment: Mapping[str, str]


@dataclass(slots=True)
class Results:
    """What the summary tells."""

    lines: list[str] = field(default_factory=list)
    closing: list[str] = field(default_factory=list)
    skipped: list[str] = field(default_factory=list)
    failed: bool = False

    def keep(self, command: Command, code: int, began: float) -> None:
        """How a command went."""
        verdict = "passed" if code == 0 else "FAILED"
        if code and time.monotonic() - began >= command.limit:
            verdict = f"FAILED: not done after {command.limit} s"
        self.failed |= code != 0
        self.lines.append(f"{_seconds(began)}  {verdict:7} {command.name}")

    def say(self) -> None:
        say("", "─" * 78, *self.lines)
        for what in self.skipped:
            say(f"*** SKIPPED, NOT TESTED: {what}")
        say(*self.closing)


def main(arguments: Sequence[str]) -> int:
    os.chdir(ROOT)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    # Without its cache, each of the many processes would compile all modules again.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    results = Results()
    began = time.monotonic()
    try:
        with ExitStack() as until_the_end:
            _everything(results, until_the_end, is_fast="--fast" in arguments)
    except KeyboardInterrupt:
        results.failed = True
        results.skipped.append("everything after Ctrl-C")
    results.lines.append(f"{_seconds(began)}  everything")
    results.say()
    return int(results.failed)


def _everything(results: Results, until_the_end: ExitStack, *, is_fast: bool) -> None:
    """First what needs no test to run; beside it the databases are made ready."""
    if not is_fast:
        _install_what_is_missing()
    sqlite = until_the_end.enter_context(_place())
    databases = {"SQLite": sqlite}
    if postgres.binaries() and not is_fast:
        url = until_the_end.enter_context(postgres.running_postgres())
        databases["PostgreSQL"] = until_the_end.enter_context(_place(url))
    _beside(
        results, *_static(), *(_preparing(*database) for database in databases.items())
    )
    quick = ["-m", "not journey and not postgres"]
    _pytest(results, "SQLite", quick, 1_500, sqlite)
    if lacking := spark.lacking():
        results.skipped.append(f"surveys on Spark ({lacking})")
    if is_fast:
        results.skipped.append("PostgreSQL and browser (--fast)")
    else:
        _slow(results, databases)


def _static() -> Iterator[Command]:
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
        yield Command(name, [str(word) for word in command], 600, settings)


@contextmanager
def _place(url: str | None = None) -> Iterator[dict[str, str]]:
    """A folder for the test database; what it yields lets the workers find it."""
    environment = {"CHIIKI_DATABASE_URL": url} if url else {}
    with tempfile.TemporaryDirectory(prefix="chiiki-prepared-") as folder:
        yield environment | {prepared.FOLDER: folder}


def _preparing(database: str, environment: Mapping[str, str]) -> Command:
    """Make the test database, once."""
    words = [PYTHON, "tests/prepared.py", environment[prepared.FOLDER]]
    paths = {"PYTHONPATH": os.pathsep.join(("src", "tests"))}
    return Command(f"test database, {database}", words, 600, {**environment, **paths})


def _slow(results: Results, databases: Mapping[str, Mapping[str, str]]) -> None:
    """PostgreSQL, and the walks in a browser on both databases."""
    has_browser = chromium_path() is not None
    if not has_browser:
        results.skipped.append("browser journeys (no Chromium; set CHROMIUM)")
    if has_browser and not CJK_FONT.exists():
        results.skipped.append("Japanese type in the browser (no fonts-noto-cjk)")
    if environment := databases.get("PostgreSQL"):
        where = ["tests/web", "-m", "not journey"]
        _pytest(results, "PostgreSQL", where, 1_500, environment)
        if has_browser:
            paths = [*ON_BOTH, "-m", "journey"]
            _pytest(results, "browser, PostgreSQL", paths, 1_200, environment)
    else:
        results.skipped.append("PostgreSQL (no initdb; apt-get install postgresql)")
    if has_browser:
        walks = ["tests/journeys", "-m", "journey"]
        _pytest(results, "browser, SQLite", walks, 1_500, databases["SQLite"])


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
    words = [*command, *arguments]
    _stage(results, Command(f"pytest, {name}", words, limit, environment or {}))


def _beside(results: Results, *commands: Command) -> None:
    """Run commands beside each other; what each says is shown when it has ended."""
    with ExitStack() as stack:
        running = []
        for command in commands:
            output = stack.enter_context(tempfile.TemporaryFile("w+", errors="replace"))
            process = stack.enter_context(_started(command, output))
            running.append((command, process, output, time.monotonic()))
        while running:
            time.sleep(0.05)
            for one in list(running):
                command, process, output, began = one
                if process.poll() is None:
                    if time.monotonic() - began < command.limit:
                        continue
                    _end(process)
                running.remove(one)
                output.seek(0)
                say("", f"── {command.name}", *output.read().splitlines())
                results.keep(command, process.wait(), began)


def _stage(results: Results, command: Command) -> None:
    """Run one command, show what it says, and keep how it went."""
    say("", f"── {command.name}")
    began = time.monotonic()
    with _started(command, subprocess.PIPE) as process:
        timer = threading.Timer(command.limit, _end, [process])
        timer.start()
        try:
            for line in process.stdout or ():
                sys.stdout.write(line)
                if CLOSING_LINE.match(plain := COLOUR.sub("", line.rstrip())):
                    results.closing.append(f"{command.name}:\n{plain}")
            code = process.wait()
        finally:
            timer.cancel()
    results.keep(command, code, began)


@contextmanager
def _started(
    command: Command, output: int | IO[str]
) -> Iterator[subprocess.Popen[str]]:
    """A command that runs, and is ended at the end if it still does."""
    with subprocess.Popen(
        command.words,
        env={**os.environ, **command.environment},
        stdout=output,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        start_new_session=True,
    ) as process:
        try:
            yield process
        finally:
            _end(process)


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
