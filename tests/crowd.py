"""A crowd at a call: officers with drafts, who sign in, attach and send over HTTP."""

from __future__ import annotations

import hashlib
import http.client
import random
import re
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from http import HTTPStatus
from urllib.parse import urlencode
from uuid import UUID, uuid4

PASSWORD = "a long pass phrase for proofs"
BOUNDARY = "chiiki-proof-boundary"
SHA256 = re.compile(rb"\b[0-9a-f]{64}\b")
UNKNOWN = (OSError, http.client.HTTPException)  # no answer: done, or not done


@dataclass(slots=True)
class Draft:
    """One draft, and what its officer knows of it."""

    pk: int
    paper: bytes
    key: UUID = field(default_factory=uuid4)
    tries: int = 0
    is_attached: bool = False
    is_sent: bool = False  # whether anything was sent, answered or not
    is_received: bool = False
    is_over: bool = False

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.paper).hexdigest()


@dataclass(slots=True)
class Officer:
    """Somebody who signs in with a browser of their own."""

    email: str
    drafts: list[Draft]
    port: int = 0
    cookies: dict[str, str] = field(default_factory=dict)
    line: http.client.HTTPConnection | None = None

    def sign_in(self) -> None:
        """By the page that people use; "too many" is asked again for a while.

        A server that is killed while it counts requests leaves its lock for ten seconds.
        """
        self.cookies = {}
        self.ask("GET", "/accounts/login/")
        typed = {"login": self.email, "password": PASSWORD}
        for _second in range(15):
            status, place, _text = self.post("/accounts/login/", typed)
            if status != HTTPStatus.TOO_MANY_REQUESTS:
                break
            time.sleep(1)
        if (status, "sessionid" in self.cookies) != (302, True):
            raise AssertionError(f"{self.email} could not sign in: {status} {place}")

    def attach(self, draft: Draft) -> tuple[int, str]:
        """Send the file by the form of the page; the answer's status and place."""
        name = f"{draft.sha256[:8]}.pdf"
        fields = {"csrfmiddlewaretoken": self.cookies["csrftoken"], "kind": "plan"}
        path = f"/applications/{draft.pk}/attach/"
        status, place, _text = self.ask(
            "POST",
            path,
            multipart(fields, name, draft.paper),
            f"multipart/form-data; boundary={BOUNDARY}",
        )
        return status, place

    def prepare(self, draft: Draft) -> None:
        """What the page does by itself as soon as it is shown."""
        status, _place, _text = self.post(f"/applications/{draft.pk}/prepare/", {})
        assert status in (HTTPStatus.OK, HTTPStatus.NO_CONTENT), f"prepare: {status}"

    def submit(self, draft: Draft) -> tuple[int, str]:
        typed = {"key": str(draft.key), "requested": "12000000", "recommended_by": ""}
        status, place, _text = self.post(f"/applications/{draft.pk}/submit/", typed)
        return status, place

    def hashes_on_receipt(self, draft: Draft) -> set[str]:
        status, _place, text = self.ask("GET", f"/applications/{draft.pk}/receipt/")
        return (
            {one.decode() for one in SHA256.findall(text)} if status == 200 else set()
        )

    def post(self, path: str, typed: dict[str, str]) -> tuple[int, str, bytes]:
        token = {"csrfmiddlewaretoken": self.cookies["csrftoken"]}
        body = urlencode(token | typed).encode()
        return self.ask("POST", path, body, "application/x-www-form-urlencoded")

    def ask(
        self, method: str, path: str, body: bytes = b"", kind: str = ""
    ) -> tuple[int, str, bytes]:
        """One request on a line that is kept; whatever goes wrong closes the line."""
        if self.line is None:
            self.line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        headers = {"Cookie": "; ".join(f"{k}={v}" for k, v in self.cookies.items())}
        if kind:
            headers["Content-Type"] = kind
        try:
            self.line.request(method, path, body or None, headers)
            answer = self.line.getresponse()
            text = answer.read()
        except UNKNOWN:
            self.line.close()
            self.line = None
            raise
        for one in answer.headers.get_all("Set-Cookie") or ():
            name, _, value = one.partition(";")[0].partition("=")
            self.cookies[name] = value
        return answer.status, answer.headers.get("Location", ""), text


def multipart(fields: dict[str, str], name: str, content: bytes) -> bytes:
    """The body of the form that attaches one file."""
    head = "".join(
        f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{value}\r\n'
        for key, value in fields.items()
    )
    head += (
        f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="upload"; '
        f'filename="{name}"\r\nContent-Type: application/pdf\r\n\r\n'
    )
    return head.encode() + content + f"\r\n--{BOUNDARY}--\r\n".encode()


def gather(
    officers: int, drafts: int, *, attached: bool = False, chance: random.Random
) -> list[Officer]:
    """Make so many officers, each of a town of its own with so many drafts, in bulk.

    Call this where Django is set up, on a database that has its tables and reference
    data. With ``attached`` every draft has its file already.
    """
    from django.contrib.auth.hashers import make_password
    from django.db import transaction
    from django.utils import timezone

    from web import make

    now = timezone.now()
    hashed = make_password(PASSWORD)
    with transaction.atomic():
        office = make.member("office")
        call = make.call(
            office,
            opens_at=now - timedelta(days=7),
            closes_at=now + timedelta(days=14),
        )
        found = []
        for _ in range(officers):
            officer = make.member()
            officer.user.password = hashed
            officer.user.save(update_fields=["password"])
            pattern = make.full_plan(officer)
            papers = list(_papers(drafts, chance))
            made = list(_drafts(pattern, call, papers, now))
            if attached:
                _attach(made, now)
            found.append(Officer(officer.user.email, made))
    return found


def _papers(count: int, chance: random.Random) -> Iterator[bytes]:
    """Small files, each its own; one in ten is of a size that takes some writing."""
    for _ in range(count):
        size = chance.choice([200, 900, 3_000] * 3 + [400_000])
        yield b"%PDF-1.7 " + chance.randbytes(size) + b"\n%%EOF\n"


def _drafts(
    pattern: object, call: object, papers: list[bytes], now: datetime
) -> Iterator[Draft]:
    from chiiki_web.applications.models import Application
    from chiiki_web.plans.models import CostLine, Plan, Stakeholder

    plans = Plan.objects.bulk_create(
        Plan(**_copied(pattern, form_key=uuid4())) for _ in papers
    )
    for kind, rows in (
        (CostLine, pattern.cost_lines.all()),  # type: ignore[attr-defined]
        (Stakeholder, pattern.stakeholders.all()),  # type: ignore[attr-defined]
    ):
        kind.objects.bulk_create(
            kind(**_copied(row, plan_id=plan.pk)) for plan in plans for row in rows
        )
    made = Application.objects.bulk_create(
        Application(
            plan=plan,
            call=call,
            organisation_id=plan.organisation_id,
            requested=12_000_000,
            created_at=now,
        )
        for plan in plans
    )
    return (Draft(one.pk, paper) for one, paper in zip(made, papers, strict=True))


def _copied(row: object, **changed: object) -> dict[str, object]:
    fields = row._meta.concrete_fields  # type: ignore[attr-defined]
    kept = {
        one.attname: getattr(row, one.attname) for one in fields if not one.primary_key
    }
    return kept | changed


def _attach(drafts: Iterable[Draft], now: datetime) -> None:
    from chiiki_web.applications.models import Attachment
    from chiiki_web.documents.actions import store_bytes

    rows = []
    for one in drafts:
        stored = store_bytes(one.paper, "application/pdf", at=now)
        one.is_attached = True
        rows.append(
            Attachment(
                application_id=one.pk,
                kind="plan",
                file=stored,
                name="計画.pdf",
                added_at=now,
            )
        )
    Attachment.objects.bulk_create(rows)
