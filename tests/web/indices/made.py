"""An index over four units that do not exist, for tests."""

from __future__ import annotations

from io import BytesIO
from uuid import uuid4

from django.core.files.uploadedfile import SimpleUploadedFile

from chiiki_web.accounts.models import Membership
from chiiki_web.indices import actions
from chiiki_web.indices.models import Edition, Index, Run
from web.make import NOW

TEXT = """code = "sample-index"
name_ja = "見本の指数"
name_en = "Sample index"
panel_version = "1"
[steps]
missing = "median"
normalisation = { scale = "t_score" }
[[node]]
code = "index"
name_ja = "総合"
name_en = "Overall"
[[node]]
code = "use"
name_ja = "利活用"
name_en = "Use"
parent = "index"
[[indicator]]
code = "online"
name_ja = "オンライン手続"
name_en = "Online procedures"
parent = "use"
unit = "%"
[[indicator]]
code = "price"
name_ja = "料金"
name_en = "Price"
parent = "use"
direction = -1
unit = "円"
unit_en = "yen"
"""
TABLE = """code,name_ja,name_en,year,online,price
sa,見本A県,Sample A,2025,80,5000
sb,見本B県,Sample B,2025,60,3000
sc,見本C県,Sample C,2025,70,6000
sd,見本D県,Sample D,2024,,4000
"""
SOURCE = "見本（架空の数値）"


def index(by: Membership, text: str = TEXT, kind: str = "other") -> Index:
    return actions.start_index(form_key=uuid4(), kind=kind, text=text, by=by, at=NOW)


def edition(of: Index, by: Membership, code: str = "2026", year: int = 2026) -> Edition:
    return actions.start_edition(
        of.pk,
        form_key=uuid4(),
        code=code,
        year=year,
        name_ja=f"{year}年版",
        name_en=f"{year} edition",
        by=by,
        at=NOW,
    )


def figures(*rows: tuple[str, float | None, float], year: int = 2025):
    """Figures as they are stored, for the index of ``TEXT``."""
    found = rows or (("sa", 80, 5000), ("sb", 60, 3000), ("sc", 70, 6000))
    return {
        "units": [
            {
                "code": code,
                "name_ja": f"見本{code[1:].upper()}県",
                "name_en": f"Sample {code[1:].upper()}",
                "prefecture": "",
                "groups": {},
            }
            for code, *_figures in found
        ],
        "indicators": ["online", "price"],
        "values": [list(values) for _code, *values in found],
        "years": [
            [0 if one is None else year for one in values] for _code, *values in found
        ],
        "flags": [],
        "sources": {},
    }


def with_figures(one: Edition, by: Membership, said=None) -> Edition:
    offered = actions.offer_figures(
        one.pk, said or figures(), name="table.csv", source=SOURCE, by=by, at=NOW
    )
    return actions.take_figures(one.pk, digest=offered.offered["digest"], by=by, at=NOW)


def run(one: Edition, by: Membership) -> Run:
    asked = actions.ask_for_run(one.pk, form_key=uuid4(), by=by, at=NOW)
    actions.run_waiting(NOW)
    asked.refresh_from_db()
    return asked


def published(of: Index, by: Membership, code="2026", year=2026, said=None) -> Edition:
    """An edition all the way to its publication."""
    one = with_figures(edition(of, by, code, year), by, said)
    return actions.publish_edition(one.pk, run_id=run(one, by).pk, by=by, at=NOW)


def file(text: str = TABLE, name: str = "table.csv") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, BytesIO(text.encode()).getvalue())
