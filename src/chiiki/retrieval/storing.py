"""An index as one file: numpy arrays and JSON, nothing that could run."""

from __future__ import annotations

import json
import os
import struct
import zipfile
import zlib
from contextlib import suppress
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from chiiki.errors import EngineError
from chiiki.retrieval.index import NOWHERE, Index
from chiiki.retrieval.model import Channel, Document, Part
from chiiki.retrieval.postings import Packed
from chiiki.retrieval.settings import Settings, published_settings
from chiiki.retrieval.synonyms import Synonyms, published_synonyms

HEAD, BODY, ARRAYS = "head", "body", ("term", "row", "tf")
DAMAGED = (
    *(OSError, EOFError, MemoryError, NotImplementedError, RuntimeError),
    *(AttributeError, IndexError, KeyError, OverflowError, TypeError, ValueError),
    *(zipfile.BadZipFile, struct.error, zlib.error),
)


def save_index(index: Index, path: Path) -> str:
    """Write the index whole or not at all, and return its digest."""
    rows, packed = index.packed(index.alive)
    arrays: dict[str, NDArray[Any]] = {
        f"{channel}_{name}": getattr(one, name)
        for channel, one in packed.items()
        for name in ARRAYS
    }
    arrays["ends"] = np.cumsum([len(places) for _document, places in rows], dtype=int)
    arrays["places"] = np.concatenate(
        [NOWHERE, *(places for _document, places in rows)]
    )
    digest = index.digest
    head = {"digest": digest, "readers": index.readers}
    terms = {channel: one.terms for channel, one in packed.items()}
    body = {"terms": terms, "documents": [_row(one) for one, _places in rows]}
    arrays |= {HEAD: _bytes(head), BODY: _bytes(body)}
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with beside.open("wb") as file:
            np.savez(file, allow_pickle=False, **arrays)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    except OSError as fault:
        with suppress(OSError):
            beside.unlink()
        raise EngineError("retrieval.cannot_write", file=path) from fault
    return digest


def load_index(
    path: Path, settings: Settings | None = None, synonyms: Synonyms | None = None
) -> Index:
    """Read an index; a damaged file, or one that other settings made, is an error."""
    index = Index(settings or published_settings(), synonyms or published_synonyms())
    try:
        with path.open("rb") as file, np.load(file, allow_pickle=False) as stored:
            head, body = _read(stored[HEAD]), _read(stored[BODY])
            if head["readers"] != index.readers:
                raise EngineError("retrieval.other_readers", file=path)
            packed = {one: _packed(body["terms"][one], one, stored) for one in Channel}
            places = np.split(stored["places"], stored["ends"][:-1])
        documents = [_document(row) for row in body["documents"]]
        index.restore(list(zip(documents, places, strict=False)), packed)
        is_whole = index.digest == head["digest"]
    except FileNotFoundError as fault:
        raise EngineError("retrieval.no_file", file=path) from fault
    except DAMAGED as fault:
        raise EngineError("retrieval.damaged_file", file=path) from fault
    if not is_whole:
        raise EngineError("retrieval.damaged_file", file=path)
    return index


def stored_digest(path: Path) -> str | None:
    """The digest of a stored index, without reading it; None where there is none."""
    try:
        with path.open("rb") as file, np.load(file, allow_pickle=False) as stored:
            return str(_read(stored[HEAD])["digest"])
    except DAMAGED:
        return None


def _packed(terms: list[str], channel: Channel, stored: Any) -> Packed:
    term, row, tf = (stored[f"{channel}_{name}"] for name in ARRAYS)
    return Packed(terms, term, row, tf, np.arange(len(terms), dtype=np.int32))


def _row(document: Document) -> Any:
    parts = [[one.name, one.text] for one in document.parts]
    return [document.id, document.kind, parts]


def _document(row: Any) -> Document:
    id, kind, parts = row
    return Document(id, kind, tuple(Part(name, text) for name, text in parts))


def _bytes(value: Any) -> NDArray[np.uint8]:
    return np.frombuffer(json.dumps(value).encode("ascii"), np.uint8)


def _read(found: NDArray[Any]) -> Any:
    return json.loads(found.tobytes())
