"""What happened to calls as an Atom feed (RFC 4287), in Japanese."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from urllib.parse import urlsplit

from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed

from chiiki.periods import format_date
from chiiki.plain import printable
from chiiki_web.api.queries import News

TITLES = {
    "call.opened": "公募を始めました：{name}",
    "call.extended": "締切を延長しました：{name}",
    "call.form_amended": "様式を改めました：{name}",
    "round.opened": "第{number}回の受付期間を定めました：{name}",
    "round.changed": "第{number}回の受付期間を変更しました：{name}",
    "round.stopped": "第{number}回の受付を終了しました：{name}",
    "round.reopened": "第{number}回の受付を再開しました：{name}",
    "round.closing": "第{number}回をまもなく締め切ります：{name}",
    "closing": "まもなく締め切ります：{name}",
    "selected": "選定の結果：{name}",
}
# Tag URIs (RFC 4151) name the day from which the name is ours.
SINCE = "2026"


def atom(news: Iterable[News], address: str) -> str:
    """Return the feed; an entry keeps its id for ever, whatever the site is called."""
    feed = Atom1Feed(
        title="公募のお知らせ (chiiki)",
        link=address + reverse("schemes:list"),
        description="",
        language="ja",
        feed_url=address + reverse("api:feed"),
        feed_guid=_tag(address, "calls"),
    )
    for one in news:
        feed.add_item(
            title=printable(
                TITLES[one.kind].format(
                    name=one.call.name_ja, number=one.details.get("number", "")
                )
            ),
            link=address + reverse("schemes:call", args=[one.call.pk]),
            description=printable(_said(one)),
            unique_id=_tag(address, f"call-{one.call.pk}:{one.key}"),
            pubdate=one.at,
            updateddate=one.at,
            author_name=printable(one.call.office.name_ja),
        )
    return feed.writeString("utf-8")


def _said(one: News) -> str:
    if one.kind == "selected":
        return (
            f"{one.details['judged']}件のうち{one.details['chosen']}件を選定しました。"
        )
    parts = [_until(one)]
    if ground := one.details.get("ground"):
        parts.append(f"理由：{ground}")
    return "".join(parts)


def _until(one: News) -> str:
    """The deadline that a piece of news is about: of its round, or of the call."""
    if one.kind == "round.stopped":
        is_used = one.details.get("stopped_for") == "budget"
        return "予算額に達したため、受付を終了しました。" if is_used else ""
    if text := one.details.get("closes_at"):
        closes = datetime.fromisoformat(str(text))
        is_round = one.kind.startswith("round.")
        return f"締切は{_moment(closes if is_round else one.call.closes_at)}（日本時間）です。"
    if one.kind == "round.reopened":
        return ""
    return f"締切は{_moment(one.call.closes_at)}（日本時間）です。"


def _moment(at: datetime) -> str:
    local = timezone.localtime(at)
    return f"{format_date(local.date(), 'ja')}{local:%H:%M}"


def _tag(address: str, name: str) -> str:
    return f"tag:{urlsplit(address).hostname},{SINCE}:{name}"
