"""What the letters of a dispatch say, in Japanese, frozen when the deed is done."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.utils import timezone

from chiiki_web.dispatch.engine_input.costs import journeys_agreed
from chiiki_web.dispatch.engine_input.letterhead import from_office, to_office
from chiiki_web.dispatch.engine_input.phrases import (
    Row,
    day,
    how,
    named,
    period,
    place,
    visit,
    who,
    yen,
)
from chiiki_web.dispatch.models import (
    Candidate,
    Fee,
    Letter,
    Request,
    Visit,
)

DISTANCES = {
    "same_prefecture": "同一都道府県内",
    "same_region": "同一地方内",
    "elsewhere": "その他",
}
PROPOSES = (
    "{received}付けで依頼のあった標記の派遣について、下記のとおり候補者を提示しますので、"
    "希望する順位を付けて回答してください。"
)
LIFTS = (
    "標記の派遣の決定については、下記のとおり取り消したので通知します。"
    "既に通知した決定通知及び旅行依頼は、効力を失います。"
)


def candidates_letter(
    request: Request, candidates: Sequence[Candidate], at: datetime
) -> dict[str, Any]:
    """様式Ⅱ: whom the office proposes, to be ranked by the requester."""
    table = [["番号", "氏名", "所属", "専門"]]
    table += [
        [
            str(number),
            str(one.adviser),
            one.adviser.affiliation,
            one.adviser.speciality_ja,
        ]
        for number, one in enumerate(candidates, start=1)
    ]
    return from_office(
        request,
        at,
        kind=Letter.Kind.CANDIDATES,
        title=f"{who(request)}の候補者の提示について",
        text=[PROPOSES.format(received=day(request.submitted_at))],
        rows=_about(request),
        table=table,
    )


def acceptance_letter(
    request: Request, candidate: Candidate, at: datetime
) -> dict[str, Any]:
    """様式Ⅲ: the adviser accepts, to the office."""
    answered = candidate.answered_at or at
    return to_office(
        request,
        answered,
        kind=Letter.Kind.ACCEPTANCE,
        sender=candidate.adviser.affiliation,
        sender_title=str(candidate.adviser),
        title=f"{who(request)}の派遣承諾書",
        text=["標記の派遣について、下記のとおり承諾します。"],
        rows=[*_about(request), ("承諾した日", day(answered))],
    )


def notice_letter(
    request: Request,
    team: Sequence[Candidate],
    at: datetime,
    *,
    to: Candidate | None,
) -> dict[str, Any]:
    """派遣決定通知: to the requester, or to one of the advisers."""
    names = "\n".join(named(one.adviser) for one in team)
    said = (
        f"{day(request.submitted_at)}付けで依頼のあった標記の派遣については、下記のとおり決定したので"
        "通知します。"
        if to is None
        else "標記の派遣については、下記のとおり派遣することに決定したので通知します。"
    )
    return from_office(
        request,
        at,
        kind=Letter.Kind.NOTICE,
        to=to,
        title=f"{who(request)}の派遣の決定について（通知）",
        text=[said],
        rows=[
            *_about(request),
            ("派遣する者", names),
            (
                "日程",
                "派遣する者と依頼した団体とが協議の上、このシステムに登録して確認する。",
            ),
            ("費用", "謝金及び旅費は事務局が負担し、依頼した団体の負担はない。"),
        ],
    )


def travel_letter(
    request: Request,
    fee: Fee,
    visits: Sequence[Visit],
    at: datetime,
) -> dict[str, Any]:
    """旅行依頼: the days that were agreed, and what the journeys are reckoned at."""
    return from_office(
        request,
        at,
        kind=Letter.Kind.TRAVEL,
        to=fee.candidate,
        title=f"{who(request)}の派遣に係る旅行依頼について",
        text=["標記の派遣のため、下記のとおり旅行を依頼します。"],
        rows=[
            ("用務", f"{request.project}に係る助言"),
            ("用務先", f"{request.organisation.name_ja}（{place(request)}）"),
            ("日程", _days(visits)),
            ("旅費（概算）", _journeys(fee, visits)),
        ],
    )


def fee_letter(
    request: Request, fee: Fee, visits: Sequence[Visit], at: datetime
) -> dict[str, Any]:
    """謝金内訳: half-days times yen, and the sum with the journeys of these days."""
    journeys = journeys_needed(fee, visits)
    travel = fee.yen_per_journey * journeys
    return from_office(
        request,
        at,
        kind=Letter.Kind.FEE,
        to=fee.candidate,
        title=f"{who(request)}の派遣に係る謝金等の内訳について",
        text=["標記の派遣に係る謝金及び旅費の内訳は、下記のとおりです。"],
        rows=[
            ("案件", f"{request.number}　{request.project}"),
            ("日程", _days(visits)),
            *_less(fee, journeys),
        ],
        table=[
            ["区分", "計算", "金額"],
            [
                "謝金",
                f"{yen(fee.yen_per_half_day)}×{fee.half_days}半日",
                yen(fee.fee),
            ],
            [
                "旅費（概算）",
                f"{yen(fee.yen_per_journey)}×{journeys}回",
                yen(travel),
            ],
            ["合計", "謝金＋旅費", yen(fee.fee + travel)],
        ],
    )


def lifted_letter(
    request: Request, candidate: Candidate, at: datetime, *, to: Candidate | None
) -> dict[str, Any]:
    """派遣取消通知: who does not come, and why."""
    return from_office(
        request,
        at,
        kind=Letter.Kind.LIFTED,
        to=to,
        title=f"{who(request)}の派遣の決定の取消しについて（通知）",
        text=[LIFTS],
        rows=[
            *_about(request),
            ("派遣を取り消す者", str(candidate.adviser)),
            ("理由", candidate.answer_note),
        ],
    )


def _about(request: Request) -> list[Row]:
    return [
        ("受付番号", request.number),
        ("案件", request.project),
        ("依頼した団体", request.organisation.name_ja),
        ("派遣先", place(request)),
        ("派遣の方法", how(request)),
        ("希望する時期", period(request)),
    ]


def _days(visits: Iterable[Visit]) -> str:
    return "\n".join(visit(one) for one in visits)


def journeys_needed(fee: Fee, visits: Iterable[Visit]) -> int:
    """What these days take; what is set aside may be more, as other days may follow."""
    days = {timezone.localdate(one.starts_at) for one in visits if not one.is_online}
    return min(journeys_agreed(days), fee.journeys)


def _journeys(fee: Fee, visits: Iterable[Visit]) -> str:
    journeys = journeys_needed(fee, visits)
    where = DISTANCES[fee.travel_class]
    total = yen(fee.yen_per_journey * journeys)
    return f"{where}　{yen(fee.yen_per_journey)}×{journeys}回＝{total}"


def _less(fee: Fee, journeys: int) -> list[Row]:
    if journeys >= fee.journeys:
        return []
    said = (
        f"旅費は、この日程に必要な回数で計算しています。先に{fee.journeys}回分を確保して"
        "いますが、支払額はこれより少なくなります。"
    )
    return [("備考", said)]
