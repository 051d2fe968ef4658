"""The promises of the site, asked of database and disk: a sentence for each broken one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from django.conf import settings

from chiiki.reasons import Reason, reason
from chiiki_web.applications import queries as applications
from chiiki_web.applications.models import Application, Submission
from chiiki_web.audit import chain
from chiiki_web.audit import queries as audit
from chiiki_web.custody.queries.reading import late_files
from chiiki_web.documents.models import FileFault, StoredFile
from chiiki_web.documents.reading import Reading, is_at_hand, read_again
from chiiki_web.outbox.models import Message

RECEIVED = ("application.submitted", "application.corrected")
PER_BATCH = 500
MOST_NAMED = 20  # missing numbers that one sentence names
BY_THE_CALENDAR = (  # these follow from a day, not from a deed
    "status_report.reminder",
    "dispatch.report_due",
    "dispatch.survey_due",
    "placement.log_reminder",
    "placement.confirm_reminder",
    "placement.assess_reminder",
)
SHORT = 16  # of a digest
UNKNOWN = "unknown"  # no row has such a file
Fault = FileFault.Kind | str
OF_FILE: dict[Fault, str] = {
    FileFault.Kind.LOST: "promises.file_lost",
    FileFault.Kind.DAMAGED: "promises.file_damaged",
    FileFault.Kind.UNREADABLE: "promises.file_unreadable",
    UNKNOWN: "promises.file_unknown",
}


@dataclass(slots=True)
class Look:
    """One look at everything; ``reads_bytes`` reads each file instead of trusting the sweeper."""

    at: datetime
    reads_bytes: bool
    counts: Counter[str] = field(default_factory=Counter)
    seen: dict[str, Fault | None] = field(default_factory=dict)

    def broken(self) -> Iterator[Reason]:
        """Every promise that does not hold, in the order in which an operator asks."""
        yield from self._submissions_are_kept()
        yield from self._files_are_read_in_time()
        yield from self._numbers_run_on()
        yield from self._history_knows_what_was_received()
        yield from self._messages_belong_to_deeds()
        yield from self._chain_is_whole()

    def _submissions_are_kept(self) -> Iterator[Reason]:
        rows = Submission.objects.select_related("application", "receipt")
        for one in rows.order_by("pk").iterator(PER_BATCH):
            self.counts["submissions"] += 1
            said = receipt_of(one)
            if not applications.is_as_sent(one):
                yield reason("promises.submission_changed", receipt=said)
            files = applications.promised_files(one)
            if one.receipt:
                files[one.receipt.sha256] = f"{said}.pdf"
            for sha256, name in files.items():
                if fault := self._fault_of(sha256):
                    yield reason(
                        OF_FILE[fault],
                        receipt=said,
                        name=name or sha256[:SHORT],
                        sha256=sha256[:SHORT],
                    )

    def _fault_of(self, sha256: str) -> Fault | None:
        if sha256 not in self.seen:
            self.counts["files"] += 1
            self.seen[sha256] = self._look_at(sha256)
        return self.seen[sha256]

    def _look_at(self, sha256: str) -> Fault | None:
        stored = StoredFile.objects.filter(sha256=sha256).first()
        if stored is None:
            return UNKNOWN
        if self.reads_bytes:
            return self._read(stored).fault
        known = stored.faults.filter(mended_at=None).first()
        if known:
            return FileFault.Kind(known.kind)
        if not is_at_hand(stored.sha256, stored.size):
            return self._read(stored).fault
        return None

    def _read(self, stored: StoredFile) -> Reading:
        found = read_again(stored)
        self.counts["bytes"] += found.size
        return found

    def _files_are_read_in_time(self) -> Iterator[Reason]:
        days = settings.CHIIKI_FILES_READ_WITHIN_DAYS
        late = late_files(self.at).count()
        if late and not self.reads_bytes:
            yield reason("promises.files_not_read", count=late, days=days)

    def _numbers_run_on(self) -> Iterator[Reason]:
        numbered = Application.objects.filter(number__isnull=False).order_by("call")
        places: dict[int, list[tuple[str, int]]] = {}
        for call, number in numbered.values_list("call", "number"):
            self.counts["numbers"] += 1
            places.setdefault(call, []).append(applications.place_of(str(number)))
        for found in places.values():
            yield from _faults_of_numbers(found)

    def _history_knows_what_was_received(self) -> Iterator[Reason]:
        kept: dict[tuple[str, int], tuple[str, str]] = {}
        rows = Submission.objects.order_by("pk").values_list(
            "application", "version", "sha256", "application__number"
        )
        for pk, version, sha256, number in rows.iterator(PER_BATCH):
            key = (f"{Application._meta.label_lower}:{pk}", version)
            kept[key] = (sha256, f"{number}-{version}")
        for event in audit.named(*RECEIVED).iterator(PER_BATCH):
            key = (event.subject, event.details.get("version", 1))
            sha256, said = kept.pop(key, ("", ""))
            if sha256 != event.details.get("sha256"):
                name = said or f"{event.details.get('number')}-{key[1]}"
                yield reason("promises.not_what_history_says", receipt=name)
        for _sha256, said in kept.values():
            yield reason("promises.not_in_history", receipt=said)

    def _messages_belong_to_deeds(self) -> Iterator[Reason]:
        self.counts["messages"] = Message.objects.count()
        of_deeds = Message.objects.exclude(kind__in=BY_THE_CALENDAR).order_by("pk")
        alone = of_deeds.exclude(created_at__in=audit.moments())
        for one in alone.iterator(PER_BATCH):
            yield reason(
                "promises.message_without_deed",
                message=str(one.pk),
                subject=one.subject,
            )

    def _chain_is_whole(self) -> Iterator[Reason]:
        verdict = chain.verify_history()
        self.counts["events"] = verdict.sealed + verdict.unsealed
        if verdict.broken:
            yield reason("promises.history_broken", where=verdict.broken)


def receipt_of(submission: Submission) -> str:
    """What people call the receipt of a version: R8-K12-0034-1."""
    return f"{submission.application.number}-{submission.version}"


def _faults_of_numbers(found: list[tuple[str, int]]) -> Iterator[Reason]:
    """The numbers of one call: none missing up to the last, none twice."""
    times = Counter(place for _prefix, place in found)
    prefix, last = max(found, key=lambda one: one[1])
    missing = [place for place in range(1, last + 1) if place not in times]
    if missing:
        named = ", ".join(f"{one:04}" for one in missing[:MOST_NAMED])
        more = "…" if len(missing) > MOST_NAMED else ""
        yield reason("promises.number_missing", call=prefix, numbers=named + more)
    twice = sorted(place for place, count in times.items() if count > 1)
    if twice:
        named = ", ".join(f"{one:04}" for one in twice[:MOST_NAMED])
        yield reason("promises.number_twice", call=prefix, numbers=named)
