"""What the letter says in which a local government recommends a request, in Japanese."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from chiiki.periods import format_fiscal_year
from chiiki_web.dispatch.engine_input import phrases
from chiiki_web.dispatch.engine_input.letterhead import HEAD, TO_HEAD
from chiiki_web.dispatch.models import Recommendation, Request

SAYS = (
    "標記の派遣について、下記の団体が依頼する案件は、当地域の課題の解決に資するものと"
    "認められるので、下記のとおり推薦します。"
)
WAYS = {"on_site": "現地", "online": "オンライン", "both": "現地及びオンライン"}
HALF_DIGEST = 32  # the halves stand one below the other: the line does not hold both


def recommendation_letter(
    held: Recommendation, request: Request, at: datetime
) -> dict[str, Any]:
    """Addressed to the office of the call, in the name of the local government."""
    call, recommender = held.call, held.recommender
    year = format_fiscal_year(call.fiscal_year, "ja")
    first, last = held.digest[:HALF_DIGEST], held.digest[HALF_DIGEST:]
    return {
        "form": "",
        "number": held.number,
        "date": phrases.day(at),
        "is_sample": call.is_sample,
        "addressee": call.office.name_ja,
        "addressee_title": call.office.head_title or HEAD,
        "honorific": TO_HEAD,
        "sender": recommender.name_ja,
        "sender_title": recommender.head_title or HEAD,
        "seal_omitted": True,
        "title": f"{year}{call.programme.name_ja}に係る推薦書",
        "text": [SAYS],
        "rows": [
            ("推薦する団体", held.organisation.name_ja),
            ("案件", request.project),
            ("派遣先", phrases.place(request)),
            ("派遣の方法", WAYS[request.mode]),
            ("希望する時期", phrases.period(request)),
            ("課題の内容", request.problem),
            ("推薦の理由", held.ground),
            ("依頼内容の照合値", f"SHA-256\n{first}\n{last}"),
        ],
        "table": [],
    }
