"""The frame of a letter of a dispatch: who writes to whom, and when."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from chiiki_web.dispatch.engine_input import phrases
from chiiki_web.dispatch.models import Candidate, Letter, Request

OFFICE = "地域情報化アドバイザー派遣制度　事務局"
HEAD = "代表者"
FORMS = {
    Letter.Kind.REQUEST: "様式Ⅰ",
    Letter.Kind.CANDIDATES: "様式Ⅱ",
    Letter.Kind.ACCEPTANCE: "様式Ⅲ",
}
TO_HEAD, TO_PERSON, TO_BODY = "殿", "様", "御中"


def from_office(
    request: Request, at: datetime, *, to: Candidate | None = None, **said: Any
) -> dict[str, Any]:
    """To the requester, or to the adviser ``to``."""
    call = request.call
    body = request.organisation
    addressee: dict[str, Any] = (
        {
            "addressee": body.name_ja,
            "addressee_title": body.head_title or HEAD,
            "honorific": TO_HEAD,
        }
        if to is None
        else {
            "addressee": str(to.adviser),
            "addressee_title": "",
            "honorific": TO_PERSON,
        }
    )
    return _letter(
        request,
        at,
        sender=call.office.name_ja if call else OFFICE,
        sender_title=call.office.head_title if call else "",
        seal_omitted=True,
        **addressee,
        **said,
    )


def to_office(request: Request, at: datetime, **said: Any) -> dict[str, Any]:
    """To the office of the call."""
    office = request.call.office if request.call else None
    title = office.head_title if office else ""
    return _letter(
        request,
        at,
        addressee=office.name_ja if office else OFFICE,
        addressee_title=title,
        honorific=TO_HEAD if title else TO_BODY,
        seal_omitted=False,
        **said,
    )


def _letter(
    request: Request, at: datetime, *, kind: Letter.Kind, **said: Any
) -> dict[str, Any]:
    call = request.call
    is_sample = call.is_sample if call else request.organisation.is_sample
    return {
        "form": FORMS.get(kind, ""),
        "date": phrases.day(at),
        "is_sample": is_sample,
        "rows": [],
        "table": [],
        **said,
    }
