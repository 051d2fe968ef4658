"""What the letters of a dispatch say, in Japanese, frozen when the deed is done."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.utils import timezone

from chiiki.money import Yen, format_yen
from chiiki.periods import format_date, format_fiscal_year
from chiiki_web.dispatch.models import Candidate, Fee, Letter, Request, Visit

Row = tuple[str, str]
OFFICE = "地域情報化アドバイザー派遣制度　事務局"
DISTANCES = {
    "same_prefecture": "同一都道府県内",
    "same_region": "同一地方内",
    "elsewhere": "その他",
}
PROPOSES = (
    "{day}付けで依頼のあった標記の派遣について、下記のとおり候補者を提示しますので、"
    "希望する順位を付けて回答してください。"
)
LIFTS = (
    "標記の派遣の決定については、下記のとおり取り消したので通知します。"
    "既に通知した決定通知及び旅行依頼は、効力を失います。"
)
FORMS = {
    Letter.Kind.CANDIDATES: "様式Ⅱ",
    Letter.Kind.ACCEPTANCE: "様式Ⅲ",
}


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
    return _from_office(
        request,
        at,
        kind=Letter.Kind.CANDIDATES,
        title=f"{_who(request)}の候補者の提示について",
        text=[PROPOSES.format(day=_received(request))],
        rows=_about(request),
        table=table,
    )


def acceptance_letter(
    request: Request, candidate: Candidate, at: datetime
) -> dict[str, Any]:
    """様式Ⅲ: the adviser accepts, to the office."""
    answered = candidate.answered_at or at
    office = request.call.office if request.call else None
    return _letter(
        request,
        at,
        kind=Letter.Kind.ACCEPTANCE,
        addressee=office.name_ja if office else OFFICE,
        addressee_title=office.head_title if office else "",
        sender=candidate.adviser.affiliation,
        sender_title=str(candidate.adviser),
        seal_omitted=False,
        title=f"{_who(request)}の派遣承諾書",
        text=["標記の派遣について、下記のとおり承諾します。"],
        rows=[
            *_about(request),
            ("承諾した日", format_date(timezone.localdate(answered), "ja")),
        ],
    )


def notice_letter(
    request: Request,
    team: Sequence[Candidate],
    at: datetime,
    *,
    to: Candidate | None,
) -> dict[str, Any]:
    """派遣決定通知: to the requester, or to one of the advisers."""
    names = "、".join(f"{one.adviser}（{one.adviser.affiliation}）" for one in team)
    said = (
        f"{_received(request)}付けで依頼のあった標記の派遣については、下記のとおり決定したので"
        "通知します。"
        if to is None
        else "標記の派遣については、下記のとおり派遣することに決定したので通知します。"
    )
    return _from_office(
        request,
        at,
        kind=Letter.Kind.NOTICE,
        to=to,
        title=f"{_who(request)}の派遣の決定について（通知）",
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
    visits: Iterable[Visit],
    at: datetime,
) -> dict[str, Any]:
    """旅行依頼: the days that were agreed, and what the journeys are reckoned at."""
    return _from_office(
        request,
        at,
        kind=Letter.Kind.TRAVEL,
        to=fee.candidate,
        title=f"{_who(request)}の派遣に係る旅行依頼について",
        text=["標記の派遣のため、下記のとおり旅行を依頼します。"],
        rows=[
            ("用務", f"{request.project}に係る助言"),
            ("用務先", f"{request.organisation.name_ja}（{_place(request)}）"),
            ("日程", " ／ ".join(_visit(one) for one in visits)),
            (
                "旅費（概算）",
                _journeys(fee),
            ),
        ],
    )


def fee_letter(
    request: Request, fee: Fee, visits: Iterable[Visit], at: datetime
) -> dict[str, Any]:
    """謝金内訳: half-days times yen, and the sum with the journeys."""
    return _from_office(
        request,
        at,
        kind=Letter.Kind.FEE,
        to=fee.candidate,
        title=f"{_who(request)}の派遣に係る謝金等の内訳について",
        text=["標記の派遣に係る謝金及び旅費の内訳は、下記のとおりです。"],
        rows=[
            ("案件", f"{request.number}　{request.project}"),
            ("日程", " ／ ".join(_visit(one) for one in visits)),
        ],
        table=[
            ["区分", "計算", "金額"],
            [
                "謝金",
                f"{_yen(fee.yen_per_half_day)}×{fee.half_days}半日",
                _yen(fee.fee),
            ],
            [
                "旅費（概算）",
                f"{_yen(fee.yen_per_journey)}×{fee.journeys}回",
                _yen(fee.travel),
            ],
            ["合計", "謝金＋旅費", _yen(fee.total)],
        ],
    )


def lifted_letter(
    request: Request, candidate: Candidate, at: datetime, *, to: Candidate | None
) -> dict[str, Any]:
    """派遣取消通知: who does not come, and why."""
    return _from_office(
        request,
        at,
        kind=Letter.Kind.LIFTED,
        to=to,
        title=f"{_who(request)}の派遣の決定の取消しについて（通知）",
        text=[LIFTS],
        rows=[
            *_about(request),
            ("派遣を取り消す者", str(candidate.adviser)),
            ("理由", candidate.answer_note),
        ],
    )


def _from_office(
    request: Request, at: datetime, *, to: Candidate | None = None, **said: Any
) -> dict[str, Any]:
    call = request.call
    body = request.organisation
    addressee: dict[str, Any] = (
        {"addressee": body.name_ja, "addressee_title": body.head_title or "代表者"}
        if to is None
        else {"addressee": str(to.adviser), "addressee_title": ""}
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


def _letter(
    request: Request, at: datetime, *, kind: Letter.Kind, **said: Any
) -> dict[str, Any]:
    call = request.call
    is_sample = call.is_sample if call else request.organisation.is_sample
    return {
        "form": FORMS.get(kind, ""),
        "date": format_date(timezone.localdate(at), "ja"),
        "is_sample": is_sample,
        "rows": [],
        "table": [],
        **said,
    }


def _who(request: Request) -> str:
    year = format_fiscal_year(request.fiscal_year, "ja")
    is_manager = request.kind == Request.Kind.MANAGER
    name = "ICT地域マネージャー" if is_manager else "地域情報化アドバイザー"
    return f"{year}{name}"


def _received(request: Request) -> str:
    return format_date(timezone.localdate(request.submitted_at), "ja")


def _about(request: Request) -> list[Row]:
    return [
        ("受付番号", request.number),
        ("案件", request.project),
        ("依頼した団体", request.organisation.name_ja),
        ("派遣先", _place(request)),
        ("派遣の方法", _how(request)),
        ("希望する時期", _period(request)),
    ]


def _period(request: Request) -> str:
    first, last = request.wanted_from, request.wanted_until
    return f"{format_date(first, 'ja')}から{format_date(last, 'ja')}まで"


def _journeys(fee: Fee) -> str:
    where = DISTANCES[fee.travel_class]
    sums = f"{_yen(fee.yen_per_journey)}×{fee.journeys}回＝{_yen(fee.travel)}"
    return f"{where}　{sums}"


def _place(request: Request) -> str:
    return f"{request.municipality.prefecture.name_ja}{request.municipality.name_ja}"


def _how(request: Request) -> str:
    parts = []
    if request.months:
        parts.append(f"{request.months}か月")
    if request.days and request.mode != Request.Mode.ONLINE:
        parts.append(f"現地{request.days}日")
    if request.hours and request.mode != Request.Mode.ON_SITE:
        parts.append(f"オンライン{request.hours}時間")
    return "、".join(parts)


def _visit(one: Visit) -> str:
    starts, ends = timezone.localtime(one.starts_at), timezone.localtime(one.ends_at)
    where = "オンライン" if one.is_online else one.place
    hours = f"{starts:%H:%M}～{ends:%H:%M}"
    return f"{format_date(starts.date(), 'ja')}　{hours}　{where}".strip()


def _yen(amount: int) -> str:
    return format_yen(Yen(amount), "ja")
