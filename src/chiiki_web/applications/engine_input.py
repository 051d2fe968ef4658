"""A submission as the plain texts of its receipt."""

from __future__ import annotations

from typing import Any

from django.utils import timezone, translation

from chiiki.money import format_yen
from chiiki.periods import format_date, format_fiscal_year
from chiiki_web.applications.models import Attachment, Submission


def receipt_data(submission: Submission) -> dict[str, Any]:
    """What the receipt says, in Japanese, as it stood when the application came in."""
    application, sent = submission.application, submission.snapshot
    call = application.call
    received = timezone.localtime(submission.received_at)
    with translation.override("ja"):
        kinds = {code: str(label) for code, label in Attachment.Kind.choices}
    return {
        "number": application.number,
        "version": submission.version,
        "date": format_date(received.date(), "ja"),
        "time": f"{received.hour}時{received.minute:02}分{received.second:02}秒",
        "addressee": sent["organisation"]["name_ja"],
        "addressee_title": application.organisation.head_title or "代表者",
        "sender": call.office.name_ja,
        "sender_title": call.office.head_title,
        "fiscal_year": format_fiscal_year(call.fiscal_year, "ja"),
        "programme": call.programme.name_ja,
        "instrument": call.programme.instrument,
        "call": call.name_ja,
        "round": sent.get("round", 0),
        "title": sent["title"],
        "requested": format_yen(sent["requested"], "ja"),
        "sha256": submission.sha256,
        "files": [
            {
                "name": one["name"],
                "kind": one.get("kind_ja") or kinds.get(one["kind"], one["kind"]),
                "size": f"{one['size']:,}",
                "sha256": one["sha256"],
            }
            for one in submission.files
        ],
        "is_sample": call.is_sample,
    }
