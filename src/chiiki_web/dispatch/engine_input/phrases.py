"""How a letter names a request: its programme and year, place, way and period, in Japanese."""

from __future__ import annotations

from datetime import date, datetime

from django.utils import timezone

from chiiki.money import Yen, format_yen
from chiiki.periods import format_date, format_fiscal_year
from chiiki_web.advisers.models import Adviser
from chiiki_web.dispatch.models import Request, Visit

Row = tuple[str, str]


def who(request: Request) -> str:
    year = format_fiscal_year(request.fiscal_year, "ja")
    is_manager = request.kind == Request.Kind.MANAGER
    name = "ICT地域マネージャー" if is_manager else "地域情報化アドバイザー"
    return f"{year}{name}"


def day(at: date) -> str:
    """A day in the era; a moment is that of Japan."""
    return format_date(timezone.localdate(at) if isinstance(at, datetime) else at, "ja")


def period(request: Request) -> str:
    return f"{day(request.wanted_from)}から{day(request.wanted_until)}まで"


def place(request: Request) -> str:
    return f"{request.municipality.prefecture.name_ja}{request.municipality.name_ja}"


def how(request: Request) -> str:
    parts = []
    if request.months:
        parts.append(f"{request.months}か月")
    if request.days and request.mode != Request.Mode.ONLINE:
        parts.append(f"現地{request.days}日")
    if request.hours and request.mode != Request.Mode.ON_SITE:
        parts.append(f"オンライン{request.hours}時間")
    return "、".join(parts)


def named(adviser: Adviser) -> str:
    return (
        f"{adviser}（{adviser.affiliation}）" if adviser.affiliation else str(adviser)
    )


def visit(one: Visit) -> str:
    starts, ends = timezone.localtime(one.starts_at), timezone.localtime(one.ends_at)
    where = "オンライン" if one.is_online else one.place
    hours = f"{starts:%H:%M}～{ends:%H:%M}"
    return f"{day(one.starts_at)}　{hours}　{where}".strip()


def yen(amount: int) -> str:
    return format_yen(Yen(amount), "ja")
