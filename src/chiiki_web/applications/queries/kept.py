"""What a submission promises to keep: its own digest, its files, its place in the order."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence

from chiiki_web.applications.models import Submission


def digest_of(
    snapshot: Mapping[str, object], files: Sequence[Mapping[str, object]]
) -> str:
    """SHA-256 over everything that was sent; it stands on the receipt."""
    text = json.dumps([snapshot, files], ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


def is_as_sent(submission: Submission) -> bool:
    return digest_of(submission.snapshot, submission.files) == submission.sha256


def place_of(number: str) -> tuple[str, int]:
    """R8-K12-0034 is the 34th of its call: everything before the last dash, and 34."""
    call, _dash, place = number.rpartition("-")
    return call, int(place)


def promised_files(submission: Submission) -> dict[str, str]:
    """The digest of each file that what was sent names, with its name where it has one."""
    listed = {str(one["sha256"]): str(one["name"]) for one in submission.files}
    beside = {
        str(one["sha256"]): str(one.get("file_name", ""))
        for part in ("answers", "recommendations")
        for one in submission.snapshot.get(part, ())
        if one.get("sha256")
    }
    return beside | listed
