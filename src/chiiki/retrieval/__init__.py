"""Who or what knows of this? From a text to documents. Start at :meth:`Index.build`."""

from chiiki.retrieval.index import Index
from chiiki.retrieval.model import (
    Asked,
    Channel,
    Document,
    Found,
    Hit,
    Match,
    Part,
    Place,
)
from chiiki.retrieval.settings import Settings, published_settings
from chiiki.retrieval.storing import load_index, save_index, stored_digest
from chiiki.retrieval.synonyms import Synonyms, published_synonyms, read_synonyms

__all__ = [
    "Asked",
    "Channel",
    "Document",
    "Found",
    "Hit",
    "Index",
    "Match",
    "Part",
    "Place",
    "Settings",
    "Synonyms",
    "load_index",
    "published_settings",
    "published_synonyms",
    "read_synonyms",
    "save_index",
    "stored_digest",
]
