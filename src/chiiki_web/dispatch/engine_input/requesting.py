"""様式Ⅰ: what a body writes that asks for an adviser or a manager, in Japanese."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import override

from chiiki_web.accounts.models import Membership
from chiiki_web.advisers.models import SIDES
from chiiki_web.dispatch.engine_input import phrases
from chiiki_web.dispatch.engine_input.letterhead import HEAD, to_office
from chiiki_web.dispatch.models import Letter, Nomination, Request


def request_letter(
    request: Request, nominations: Sequence[Nomination], by: Membership, at: datetime
) -> dict[str, Any]:
    """様式Ⅰ: the body asks, to the office."""
    body = request.organisation
    return to_office(
        request,
        at,
        kind=Letter.Kind.REQUEST,
        sender=body.name_ja,
        sender_title=body.head_title or HEAD,
        title=f"{phrases.who(request)}の派遣依頼書",
        text=["標記の派遣を受けたいので、下記のとおり依頼します。"],
        rows=[
            *_asked(request),
            ("希望する者", _wished(request, nominations)),
            *_stated(request),
            ("担当者", f"{by.user.name}\n電子メール　{by.user.email}"),
        ],
    )


def _asked(request: Request) -> list[phrases.Row]:
    """What is asked for: the parts of the form that stay empty are left out."""
    with override("ja"):
        sides = dict(SIDES)
        helped = "、".join(str(sides[one]) for one in request.sides)
        needed = "、".join(str(sides[one]) for one in request.needed_sides)
    people = f"{request.team_size}名"
    rows = [
        ("受付番号", request.number),
        ("案件", request.project),
        ("関連する計画", request.plan.title if request.plan else ""),
        ("派遣先", phrases.place(request)),
        ("分野", request.field.name_ja),
        ("希望する支援の種類", helped),
        ("課題の内容", request.problem),
        ("派遣の方法", phrases.how(request)),
        ("希望する時期", phrases.period(request)),
        ("希望する日", "、".join(phrases.day(one) for one in request.days_wanted)),
        ("人数", f"{people}（必要な支援の種類：{needed}）" if needed else people),
    ]
    return [(name, text) for name, text in rows if text]


def _wished(request: Request, nominations: Sequence[Nomination]) -> str:
    if nominations:
        named = enumerate((phrases.named(one.adviser) for one in nominations), start=1)
        return "\n".join(f"第{rank}希望　{name}" for rank, name in named)
    if request.office_chooses:
        return "指定しない（事務局の選定に委ねる。）"
    return "指定しない（事務局が提示する候補者に順位を付けて回答する。）"


def _stated(request: Request) -> list[phrases.Row]:
    """What the body states, which differs for an adviser and for a manager."""
    rows = [("推薦", request.recommended_by)] if request.recommended_by else []
    if request.kind == Request.Kind.ADVISER:
        seen = "視聴した" if request.briefing_seen else "視聴していない"
        return [*rows, ("説明動画", seen)]
    uses = "活用する" if request.uses_infrastructure else "活用しない"
    shares = "同意する" if request.shares_case else "同意しない"
    return [
        *rows,
        ("情報通信基盤", f"地域の情報通信基盤（整備予定を含む。）を{uses}"),
        ("事例の公開", f"得られた成果を事例として公開することに{shares}"),
    ]
