"""Tables are laid out for a phone by the script, on a phone: no template does it for all."""

import re
from pathlib import Path

import chiiki_web

STACKED = re.compile(r'<table[^>]*class="[^"]*\bstack\b')


def test_no_template_stacks_a_table_on_every_screen():
    root = Path(chiiki_web.__file__).parent
    found = [
        one.name for one in root.rglob("*.html") if STACKED.search(one.read_text())
    ]
    assert not found


def test_control_a_table_stacked_by_its_template_would_be_seen():
    assert STACKED.search('<table class="stack before-after">')
