"""The index on disk and in this process: loaded once, read again when its file changed.

Two shelves: what everybody may find, and requests. Nothing of a request reaches the
public one, and a person's search reads an index of just the requests they may see. A file
that is missing, damaged or made by other settings is made anew from the rows.
"""

from __future__ import annotations

import logging
import threading
from collections import OrderedDict
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings

from chiiki.errors import EngineError
from chiiki.retrieval import Document, Index, load_index, save_index, stored_digest
from chiiki_web.audit import queries as audit
from chiiki_web.finding.engine_input import ADVISER, CASE, PROGRAMME, REQUEST, document
from chiiki_web.finding.queries.rows import everything

logger = logging.getLogger(__name__)
MOST_PARTS = (
    32  # indexes of a part that are kept: one for each body that searched lately
)
COMPARED_EVERY = timedelta(hours=1)
Stamp = tuple[int, int, int]


class Shelf:
    """One index. ``told_by`` are beginnings of the names of events that change it."""

    def __init__(self, name: str, kinds: Sequence[str], told_by: Sequence[str]) -> None:
        self.name = name
        self.kinds = kinds
        self.told_by = tuple(told_by)
        self._lock = threading.Lock()
        self._parts: OrderedDict[frozenset[str], tuple[Index, Index]] = OrderedDict()
        self._index: Index | None = None
        self._digest = ""
        self._seen: tuple[Path, Stamp | None] | None = None
        self._read_until: int | None = None
        self._compared: datetime | None = None

    @property
    def path(self) -> Path:
        return Path(settings.CHIIKI_SEARCH) / f"{self.name}.npz"

    def index(self) -> Index:
        """The index as it is on disk now, in memory already unless it changed."""
        index = self._index
        if index is not None and self._seen == self._now():
            return index
        with self._lock:
            if self._index is None or self._seen != self._now():
                self._read()
            assert self._index is not None
            return self._index

    def part(self, ids: frozenset[str]) -> Index:
        """An index of these documents only: the others have no influence on it."""
        index = self.index()
        if index.ids <= ids:
            return index
        whole, found = self._parts.get(ids, (None, None))
        if found is None or whole is not index:
            found = index.part(ids)
            with self._lock:
                self._parts[ids] = index, found
                while len(self._parts) > MOST_PARTS:
                    self._parts.popitem(last=False)
        return found

    def refresh(self, at: datetime) -> bool:
        """Take in what events say has changed since the last time; say whether it had.

        Once an hour every row is compared, whatever was told.
        """
        head = audit.head()
        number = head.number if head else 0
        if self._compared is not None and at - self._compared < COMPARED_EVERY:
            if not self._was_told(number):
                return False
        else:
            self._compared = at
        documents = self.documents()
        index = self.index()
        wanted = {one.id for one in documents}
        changed = [one for one in documents if one not in index]
        gone = index.ids - wanted
        if changed or gone:
            fresh = index.part(index.ids)  # others search the one that is there
            fresh.remove(gone)
            fresh.add(changed)
            fresh.settle()
            with self._lock:
                self._put(fresh)
        self._read_until = number
        return bool(changed or gone)

    def documents(self) -> list[Document]:
        return [document(row) for kind in self.kinds for row in everything(kind)]

    def _was_told(self, number: int) -> bool:
        if self._read_until is None or number < self._read_until:
            return True
        if number == self._read_until:
            return False
        names = audit.sealed_after(self._read_until).order_by().values_list("name")
        told = any(name.startswith(self.told_by) for (name,) in names.distinct())
        if not told:
            self._read_until = number
        return told

    def _read(self) -> None:
        now = self._now()
        if self._index is not None and stored_digest(self.path) == self._digest:
            self._seen = now
            return
        try:
            self._keep(load_index(self.path))
            self._seen = now
        except EngineError as fault:
            if fault.code != "retrieval.no_file":
                logger.warning("the search index %s is made anew: %s", self.name, fault)
            self._put(Index.build(self.documents()))

    def _put(self, index: Index) -> None:
        """Keep an index and store it; where it cannot be stored it still answers here."""
        self._keep(index)
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            save_index(index, self.path)
        except (EngineError, OSError):
            logger.exception("the search index %s cannot be stored", self.name)
        self._seen = self._now()

    def _keep(self, index: Index) -> None:
        self._index, self._digest = index, index.digest

    def _now(self) -> tuple[Path, Stamp | None]:
        try:
            found = self.path.stat()
        except OSError:
            return self.path, None
        return self.path, (found.st_mtime_ns, found.st_size, found.st_ino)


PUBLIC = Shelf(
    "public",
    (ADVISER, CASE, PROGRAMME),
    ("adviser", "case_study", "commission", "membership", "programme", "user"),
)
REQUESTS = Shelf("requests", (REQUEST,), ("dispatch",))


def refresh(at: datetime) -> None:
    """Bring both indexes up to date; the worker does it again and again."""
    for shelf in (PUBLIC, REQUESTS):
        shelf.refresh(at)
