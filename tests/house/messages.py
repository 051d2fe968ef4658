"""Every text that the source marks for translation, from Python and from templates."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation.template import templatize

from house.tree import SRC, modules_of_source, short, tracked_files

CONTEXT_FIRST = {"pgettext", "npgettext", "pgettext_lazy", "npgettext_lazy"}
MARKERS = CONTEXT_FIRST | {
    *("_", "gettext", "gettext_lazy", "gettext_noop"),
    *("ngettext", "ngettext_lazy"),
}
CALL = re.compile(rf"(?<!\w)(?:{'|'.join(MARKERS)})\(")


@dataclass(frozen=True)
class Marked:
    """One message with its context, and where it stands."""

    where: str
    text: str
    context: str | None = None
    plural: str | None = None


def marked_messages() -> Iterator[Marked]:
    for path, tree in modules_of_source():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call):
                yield from _marked(f"{short(path)}:{node.lineno}", node)
    for path in tracked_files():
        if SRC in path.parents and "templates" in path.parts:
            text = path.read_text(encoding="utf-8")
            for call in _calls(templatize(text, origin=str(path))):
                yield from _marked(short(path), call)


def _marked(where: str, call: ast.Call) -> Iterator[Marked]:
    name = getattr(call.func, "id", getattr(call.func, "attr", ""))
    words = [one.value for one in call.args if isinstance(one, ast.Constant)]
    texts = [word for word in words if isinstance(word, str)]
    if name not in MARKERS or not texts:
        return
    context = texts.pop(0) if name in CONTEXT_FIRST else None
    yield Marked(where, texts[0], context, texts[1] if len(texts) > 1 else None)


def _calls(text: str) -> Iterator[ast.Call]:
    """The calls in what ``templatize`` makes of a template: not quite Python."""
    for start in (found.start() for found in CALL.finditer(text)):
        end = start
        while (end := text.find(")", end) + 1) > 0:
            try:
                tree = ast.parse(text[start:end], mode="eval")
            except SyntaxError:
                continue
            if isinstance(tree.body, ast.Call):
                yield tree.body
            break
