"""Read a text into words and runs of letters, each with the place where it stands.

Sudachi splits in mode B (自治体, 高齢者, not 自治 + 体 as in A; 在宅 + 勤務, which C would keep
whole and so hide from 勤務) and gives each word its normal form: みまもり and 見守り are one,
so are 引越し and 引っ越し. Takaoka et al. (2018), Sudachi: a Japanese Tokenizer for Business.
Words in Latin letters are taken whole, without case and plural (Harman 1991, How effective
is suffixing?, the S-stemmer).
"""

from __future__ import annotations

import re
import threading
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from sudachipy import Dictionary, Morpheme, Tokenizer

from chiiki.retrieval.settings import stopwords

MODE = "B"
MOST_LETTERS = 8_000  # of one call; Sudachi takes 49,149 bytes
HALF = re.compile("[\ud800-\udfff]")  # of a surrogate pair: no text has it
LATIN = re.compile(r"[a-z0-9]+")
LINES = re.compile(r"[^\n。]*[\n。]?")
NOUN = "名詞"
MEANING = {NOUN, "動詞", "形容詞", "形状詞"}
NUMERAL, COUNTER = "数詞", "助数詞可能"  # 90 and 分 in 90分
NO_MEANING = {NUMERAL, "非自立可能", "助動詞語幹"}
NAMING = {NOUN, "形状詞"}
JOINED = {"接尾辞", "接頭辞"}
SIGNS = {"補助記号", "記号", "空白"}
INSIDE = {"・", "･", "-", "‐", " ", "\u3000"}  # signs that may stand inside one term

_here = threading.local()


@dataclass(frozen=True, slots=True)
class Token:
    """One word as it stands. ``form`` is its normal form, "" for a sign that parts words.

    ``is_word`` where it carries meaning, ``is_noun`` where it also names something;
    ``is_joined`` where it belongs to a run of letters.
    """

    form: str
    start: int
    end: int
    is_word: bool
    is_noun: bool
    is_joined: bool


def read(text: str, apart: re.Pattern[str] | None = None) -> list[Token]:
    """Return the tokens of a text, spaces and inner signs left out.

    Rows of hiragana can be split in more than one way; what ``apart`` matches is read by
    itself.

    >>> [one.form for one in read("町のみまもりのＤＸ") if one.is_word]
    ['町', '守り', 'dx']
    >>> [one.form for one in read("町のみまもりのＤＸ", re.compile("みまもり")) if one.is_word]
    ['町', '見守る', 'dx']
    """
    found: list[Token] = []
    for begin, piece in _pieces(HALF.sub(" ", text), apart):
        found.extend(_tokens(piece, begin))
    return found


def letters(text: str, start: int, end: int) -> list[tuple[str, int, int]]:
    """Return letters without width and case, each with its place in the text.

    >>> letters("ｶﾞｽ", 0, 3)
    [('ガ', 0, 2), ('ス', 2, 3)]
    """
    piece = text[start:end]
    if unicodedata.is_normalized("NFKC", piece) and len(plain := piece.lower()) == len(
        piece
    ):
        return [(one, at, at + 1) for at, one in enumerate(plain, start)]
    found: list[tuple[str, int, int]] = []
    at = start
    while at < end:
        until = at + 1
        while until < end and _is_mark(text[until]):
            until += 1
        plain = unicodedata.normalize("NFKC", text[at:until]).lower()
        found.extend((one, at, until) for one in plain)
        at = until
    return found


def _is_mark(letter: str) -> bool:
    return letter in "ﾞﾟ" or unicodedata.combining(letter) != 0


def _pieces(text: str, apart: re.Pattern[str] | None) -> Iterator[tuple[int, str]]:
    cuts = [found.end() for found in LINES.finditer(text)]
    if apart is not None:
        cuts += [at for found in apart.finditer(text) for at in found.span()]
    start = 0
    for end in sorted(set(cuts)):
        for begin in range(start, end, MOST_LETTERS):
            piece = text[begin : min(begin + MOST_LETTERS, end)]
            if not piece.isspace():
                yield begin, piece
        start = end


def _tokens(piece: str, begin: int) -> Iterator[Token]:
    latin: list[tuple[str, int, int]] = []
    after_number = False
    for one in _tokenizer().tokenize(piece):
        start, end = one.begin(), one.end()
        plain = unicodedata.normalize("NFKC", piece[start:end]).casefold()
        is_latin = LATIN.fullmatch(plain) is not None
        if latin and not (is_latin and latin[-1][2] == start):
            yield _latin(latin, begin)
            latin = []
        if is_latin:
            latin.append((plain, start, end))
        elif plain not in INSIDE and not plain.isspace():
            yield _japanese(one, plain, begin, after_number)
        after_number = NUMERAL in one.part_of_speech() or plain.isdigit()
    if latin:
        yield _latin(latin, begin)


def _latin(parts: list[tuple[str, int, int]], begin: int) -> Token:
    form = _singular("".join(plain for plain, _start, _end in parts))
    is_word = not form.isdigit() and len(form) > 1 and form not in stopwords()
    start, end = begin + parts[0][1], begin + parts[-1][2]
    return Token(form, start, end, is_word, is_noun=True, is_joined=is_word)


def _japanese(one: Morpheme, plain: str, begin: int, after_number: bool) -> Token:
    speech = one.part_of_speech()
    start, end = begin + one.begin(), begin + one.end()
    if speech[0] in SIGNS:
        return Token("", start, end, is_word=False, is_noun=False, is_joined=False)
    form = one.normalized_form().casefold()
    has_meaning = speech[0] in MEANING and not NO_MEANING & set(speech[1:3])
    is_unit = after_number and COUNTER in speech
    is_word = has_meaning and not is_unit and not {form, plain} & stopwords()
    is_joined = (is_word and speech[0] in NAMING) or speech[0] in JOINED
    return Token(form, start, end, is_word, speech[0] == NOUN, is_joined)


def _singular(word: str) -> str:
    if len(word) < 4 or word.endswith(("ss", "us", "is")):
        return word
    if word.endswith("ies") and not word.endswith(("eies", "aies")):
        return f"{word[:-3]}y"
    return word.removesuffix("s")


def _tokenizer() -> Tokenizer:
    """A tokenizer serves one thread at a time; the dictionary is shared."""
    if not hasattr(_here, "tokenizer"):
        _here.tokenizer = _dictionary().tokenizer(MODE)
    found: Tokenizer = _here.tokenizer
    return found


@cache
def _dictionary() -> Dictionary:
    return Dictionary(dict="core")
