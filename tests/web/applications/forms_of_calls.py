"""Calls whose rules ask questions and documents, and forms that are amended meanwhile."""

from __future__ import annotations

import tomllib
from typing import Any
from uuid import uuid4

from chiiki import rules
from chiiki_web.accounts.models import Membership
from chiiki_web.applications import actions as applications
from chiiki_web.applications.models import Application
from chiiki_web.plans.actions import OpenForm
from chiiki_web.schemes import actions
from chiiki_web.schemes.models import Call, SchemeVersion
from web.make import NOW

WHY = {
    "code": "why_now",
    "ja": "いま取り組む理由",
    "en": "Why now",
    "type": "long_text",
    "required": True,
    "longest": 20,
    "source": "system",
}
COUNT = {
    "code": "count",
    "ja": "端末の台数",
    "en": "Number of devices",
    "type": "number",
    "source": "system",
}
OPERATOR = {
    "code": "operator",
    "ja": "終了後の運用",
    "en": "Who runs it afterwards",
    "type": "choice",
    "choices": [
        {"code": "self", "ja": "直営", "en": "ourselves"},
        {"code": "contract", "ja": "委託", "en": "a contractor"},
    ],
    "source": "system",
}
NEEDS = {
    "code": "needs",
    "ja": "要る支援",
    "en": "Support needed",
    "type": "choices",
    "choices": [
        {"code": "people", "ja": "人", "en": "people"},
        {"code": "lines", "ja": "回線", "en": "lines"},
    ],
    "source": "system",
}
AGREED = {
    "code": "agreed",
    "ja": "議会の了承",
    "en": "Agreed by the assembly",
    "type": "yes_no",
    "source": "system",
}
COST = {
    "code": "cost",
    "ja": "回線の費用",
    "en": "Cost of lines",
    "type": "yen",
    "source": "system",
}
QUOTE = {
    "code": "quote",
    "ja": "見積書",
    "en": "Quotation",
    "types": ["pdf", "jpg"],
    "most_bytes": 1024,
    "required": True,
    "source": "system",
}
OTHER = {
    "code": "other",
    "ja": "その他の資料",
    "en": "Other documents",
    "types": ["pdf", "csv"],
    "source": "system",
}
QUESTIONS = (WHY, COUNT, OPERATOR, NEEDS, AGREED, COST)
Rows = tuple[dict[str, Any], ...]


def asks(
    call: Call, by: Membership, *questions: dict[str, Any], files: Rows = (OTHER,)
) -> Call:
    """Amend the form of an open call: from now on it asks this."""
    version = f"2010-{uuid4().hex[:6]}"
    base = SchemeVersion.objects.get(code=call.scheme_code, version="2010")
    content = tomllib.loads(base.text)
    content["version"] = version
    content["form"] = {
        "version": version,
        "attachments": [dict(one) for one in files],
        "questions": [dict(one) for one in questions],
    }
    draft = actions.start_version(
        form_key=uuid4(),
        based_on=base,
        version=version,
        first_day=NOW.date(),
        by=by,
        at=NOW,
    )
    text = rules.dump_scheme(content)
    SchemeVersion.objects.filter(pk=draft.pk).update(text=text)
    actions.publish_version(draft.pk, by=by, at=NOW)
    return actions.amend_form(call.pk, draft.pk, ground="見本の理由", by=by, at=NOW)


def fresh(application: Application) -> Application:
    return Application.objects.select_related("call", "plan").get(pk=application.pk)


def answer(application, by, *, form=None, version=99, untouched=(), **typed):
    return applications.answer_questions(
        application.pk,
        {
            code: text if isinstance(text, list) else [text]
            for code, text in typed.items()
        },
        version=version,
        form=form or OpenForm(uuid4()),
        untouched=untouched,
        by=by,
        at=NOW,
    )


def said(application, code):
    return application.answers.get(code=code, is_asked=True).typed
