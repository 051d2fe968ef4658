"""A server that is killed again and again loses nothing; without a guard it does.

The short form of ``tests/kills.py``; docs/operations.md has the figures of the long one.
"""

import re
import subprocess
import sys

from django.conf import settings

import kills

ON_POSTGRES = "postgresql" in settings.DATABASES["default"]["ENGINE"]


def test_six_kills_lose_nothing_and_the_control_shows_damage():
    database = "postgresql" if ON_POSTGRES else "sqlite"
    done = subprocess.run(
        [sys.executable, kills.__file__, "--database", database, "--kills", "6"],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert " 6 kills in " in done.stdout
    assert "0 promises broken" in done.stdout
    assert re.search(r"control, without \w+: [1-9][0-9]* broken", done.stdout)
