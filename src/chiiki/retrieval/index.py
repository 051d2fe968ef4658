"""All documents, ready to be asked: built, changed one by one, searched, kept in part."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from importlib.metadata import version

import numpy as np
from numpy.typing import NDArray

from chiiki.errors import EngineError
from chiiki.retrieval.matches import Wordings, matched_letters, matched_words
from chiiki.retrieval.model import Asked, Channel, Document, Found, Hit, Part, Place
from chiiki.retrieval.postings import Ints, Packed, Postings, Shared
from chiiki.retrieval.settings import Settings, published_settings
from chiiki.retrieval.synonyms import Synonyms, published_synonyms
from chiiki.retrieval.taking import Taken, take

Rows = list[tuple[Document, Ints]]
NOWHERE: Ints = np.empty((0, 4), np.int32)
FORMAT = 2
DIGITS = 6  # of a score: what lies beyond must not decide an order
TOOLS = ("sudachipy", "sudachidict_core")


class Index:
    """Documents by row; a row that was removed stays empty until the index is stored.

    Make one with :meth:`build`. Adding and removing weigh everything anew at the next
    search, so that an index is the same however it came about. One thread changes it.
    """

    def __init__(self, settings: Settings, synonyms: Synonyms) -> None:
        self.settings = settings
        self.synonyms = synonyms
        self.rows: list[Document | None] = []
        self.places: list[
            Ints
        ] = []  # of each row: number of the word, part, start, end
        self.postings = {channel: Postings() for channel in Channel}
        self._by_id: dict[str, int] = {}
        self._alive: NDArray[np.bool_] = np.empty(0, bool)
        self._kinds: NDArray[np.object_] = np.empty(0, object)
        self._order: NDArray[np.int64] = np.empty(0, np.int64)
        self._is_settled = False

    @classmethod
    def build(
        cls,
        documents: Iterable[Document],
        settings: Settings | None = None,
        synonyms: Synonyms | None = None,
    ) -> Index:
        index = cls(settings or published_settings(), synonyms or published_synonyms())
        index.add(documents)
        index.settle()
        return index

    def __len__(self) -> int:
        return len(self._by_id)

    def __contains__(self, document: Document) -> bool:
        row = self._by_id.get(document.id)
        return row is not None and self.rows[row] == document

    @property
    def ids(self) -> frozenset[str]:
        return frozenset(self._by_id)

    @property
    def digest(self) -> str:
        """SHA-256 of every document, in the order of their ids, and of what reads them."""
        found = hashlib.sha256(self.readers.encode())
        for id in sorted(self._by_id):
            found.update(_canonical(self.rows[self._by_id[id]]))
        return found.hexdigest()

    @property
    def readers(self) -> str:
        """What decides how a text is read: format, settings, synonyms, dictionary."""
        tools = [f"{one} {version(one)}" for one in TOOLS]
        return "\n".join(
            [str(FORMAT), repr(self.settings), self.synonyms.digest, *tools]
        )

    def add(self, documents: Iterable[Document]) -> None:
        """Add documents; one with a known id takes the place of the earlier one."""
        for one in documents:
            if one in self:
                continue
            self.remove([one.id])
            taken = take(one.parts, self.settings, self.synonyms)
            row = len(self.rows)
            for channel, postings in self.postings.items():
                postings.add(row, taken.counts[channel])
            self._append(one, self._numbered(taken.places))
            self._is_settled = False

    def remove(self, ids: Iterable[str]) -> None:
        """Forget documents; an id that is not there does no harm."""
        for id in ids:
            row = self._by_id.pop(id, None)
            if row is not None:
                self.rows[row] = None
                self.places[row] = NOWHERE
                self._is_settled = False

    def search(
        self,
        text: str,
        *,
        limit: int = 20,
        offset: int = 0,
        kinds: Collection[str] | None = None,
        without: Collection[str] = (),
    ) -> Found:
        """Return the documents most like a text, the best first, equals by id.

        A score is what document and text share, divided by what the text would share with
        itself: 1 is the same text, and scores of two texts can be compared.
        """
        if limit < 0 or offset < 0:
            raise EngineError("retrieval.bad_limit", limit=limit, offset=offset)
        self.settle()
        taken = take([Part("", text)], self.settings, self.synonyms)
        shared = self._shared(taken)
        scores = sum(
            (one.scores(len(self.rows)) for one in shared.values()),
            np.zeros(len(self.rows)),
        ).round(DIGITS)
        fit = self._may_be_hit(without) & (scores >= self.settings.least)
        fits = np.flatnonzero(fit if kinds is None else fit & self._is_of(kinds))
        best = fits[np.lexsort((self._order[fits], -scores[fits]))]
        rows = best[offset : offset + limit].tolist()
        near = {channel: one.within(rows) for channel, one in shared.items()}
        said = Wordings.of(text, taken)
        hits = tuple(self._hit(row, scores[row], near, said) for row in rows)
        return Found(
            hits=hits,
            total=len(fits),
            by_kind=Counter(self._kinds[fit].tolist()),
            asked=self._asked(text, taken),
        )

    def part(self, ids: Collection[str]) -> Index:
        """Return an index of these documents only: nothing in it hangs on the others."""
        found = Index(self.settings, self.synonyms)
        chosen = sorted(self._by_id[one] for one in ids if one in self._by_id)
        alive = np.zeros(len(self.rows), bool)
        alive[chosen] = True
        found.restore(*self.packed(alive))
        return found

    def packed(self, alive: NDArray[np.bool_]) -> tuple[Rows, Mapping[Channel, Packed]]:
        """Return these rows and their arrays, numbered anew, as :meth:`restore` takes them."""
        packed = {channel: one.packed(alive) for channel, one in self.postings.items()}
        numbers = packed[Channel.WORDS].numbers
        rows: Rows = []
        for row in np.flatnonzero(alive):
            document, places = self.rows[row], self.places[row].copy()
            assert document is not None
            places[:, 0] = numbers[places[:, 0]]
            rows.append((document, places))
        return rows, packed

    def restore(self, rows: Rows, packed: Mapping[Channel, Packed]) -> None:
        """Fill an empty index with what another one packed."""
        for document, places in rows:
            self._append(document, places)
        self.postings = {one: Postings.unpacked(packed[one]) for one in Channel}
        self.settle()

    def settle(self) -> None:
        """Weigh anew after a change; a search does it where nobody did."""
        if not self._is_settled:
            self._alive = self.alive
            for postings in self.postings.values():
                postings.settle(self._alive)
            self._kinds = np.array(
                [one.kind if one else "" for one in self.rows], object
            )
            ids = [one.id if one else "" for one in self.rows]
            self._order = np.argsort(np.argsort(np.array(ids, object), kind="stable"))
            self._is_settled = True

    @property
    def alive(self) -> NDArray[np.bool_]:
        return np.array([one is not None for one in self.rows], bool)

    def _append(self, document: Document, places: Ints) -> None:
        self._by_id[document.id] = len(self.rows)
        self.rows.append(document)
        self.places.append(places)

    def _numbered(self, places: Sequence[tuple[str, Place]]) -> Ints:
        terms = self.postings[Channel.WORDS].terms
        rows = [(terms[term], one.part, one.start, one.end) for term, one in places]
        return np.array(rows, np.int32).reshape(-1, 4)

    def _may_be_hit(self, without: Collection[str]) -> NDArray[np.bool_]:
        found = self._alive.copy()
        found[[self._by_id[one] for one in without if one in self._by_id]] = False
        return found

    def _is_of(self, kinds: Collection[str]) -> NDArray[np.bool_]:
        found = np.zeros(len(self._kinds), bool)
        for kind in kinds:
            found |= self._kinds == kind
        return found

    def _shared(self, taken: Taken) -> dict[Channel, Shared]:
        """Both channels; one in which the text says nothing leaves its share to the other."""
        used = [one for one in Channel if taken.counts[one]]
        whole = sum(self.settings.channels[one] for one in used)
        return {
            one: self.postings[one].shared(
                taken.counts[one], self.settings.channels[one] / whole
            )
            for one in used
        }

    def _hit(
        self, row: int, score: float, shared: dict[Channel, Shared], said: Wordings
    ) -> Hit:
        document = self.rows[row]
        assert document is not None
        gives = {one: shared[one].of(row) if one in shared else {} for one in Channel}
        names = self.postings[Channel.WORDS].names
        places = [
            (names[term], Place(*place)) for term, *place in self.places[row].tolist()
        ]
        words = matched_words(document, places, gives[Channel.WORDS], said)
        rows = matched_letters(document, gives[Channel.LETTERS], said, words)
        return Hit(
            document=document,
            score=float(score),
            by_channel={
                one: round(sum(gives[one].values()), DIGITS) for one in Channel
            },
            matches=tuple(
                sorted([*words, *rows], key=lambda one: (-one.share, one.found))
            ),
        )

    def _asked(self, text: str, taken: Taken) -> tuple[Asked, ...]:
        found = {
            text[place.start : place.end]: self.synonyms.said(term)
            for term, place in taken.places
        }
        return tuple(Asked(word, also) for word, also in found.items())


def _canonical(document: Document | None) -> bytes:
    assert document is not None
    parts = [[one.name, one.text] for one in document.parts]
    row = [document.id, document.kind, parts]
    return json.dumps(row, ensure_ascii=False).encode("utf-8", "surrogatepass")
