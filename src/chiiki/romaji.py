"""Names of places in Latin letters, from their reading: Hepburn as English uses it.

A reading in kana cannot tell a long vowel from two (まつうら has two); the common case is
folded (とうきょう → Tokyo), and ``KEPT`` names the readings in which it is not, and the few
municipalities that join two names by a hyphen (山陽小野田) or spell their own way (箕面).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import jaconv

LONG = {"ou", "oo", "uu"}
TWO = {
    "きゃ": "kya", "きゅ": "kyu", "きょ": "kyo", "しゃ": "sha", "しゅ": "shu", "しょ": "sho",
    "ちゃ": "cha", "ちゅ": "chu", "ちょ": "cho", "にゃ": "nya", "にゅ": "nyu", "にょ": "nyo",
    "ひゃ": "hya", "ひゅ": "hyu", "ひょ": "hyo", "みゃ": "mya", "みゅ": "myu", "みょ": "myo",
    "りゃ": "rya", "りゅ": "ryu", "りょ": "ryo", "ぎゃ": "gya", "ぎゅ": "gyu", "ぎょ": "gyo",
    "じゃ": "ja", "じゅ": "ju", "じょ": "jo", "びゃ": "bya", "びゅ": "byu", "びょ": "byo",
    "ぴゃ": "pya", "ぴゅ": "pyu", "ぴょ": "pyo",
}  # fmt: skip
ONE = {
    "あ": "a", "い": "i", "う": "u", "え": "e", "お": "o",
    "か": "ka", "き": "ki", "く": "ku", "け": "ke", "こ": "ko",
    "さ": "sa", "し": "shi", "す": "su", "せ": "se", "そ": "so",
    "た": "ta", "ち": "chi", "つ": "tsu", "て": "te", "と": "to",
    "な": "na", "に": "ni", "ぬ": "nu", "ね": "ne", "の": "no",
    "は": "ha", "ひ": "hi", "ふ": "fu", "へ": "he", "ほ": "ho",
    "ま": "ma", "み": "mi", "む": "mu", "め": "me", "も": "mo",
    "や": "ya", "ゆ": "yu", "よ": "yo",
    "ら": "ra", "り": "ri", "る": "ru", "れ": "re", "ろ": "ro",
    "わ": "wa", "を": "o",
    "が": "ga", "ぎ": "gi", "ぐ": "gu", "げ": "ge", "ご": "go",
    "ざ": "za", "じ": "ji", "ず": "zu", "ぜ": "ze", "ぞ": "zo",
    "だ": "da", "ぢ": "ji", "づ": "zu", "で": "de", "ど": "do",
    "ば": "ba", "び": "bi", "ぶ": "bu", "べ": "be", "ぼ": "bo",
    "ぱ": "pa", "ぴ": "pi", "ぷ": "pu", "ぺ": "pe", "ぽ": "po",
    "ん": "n",
}  # fmt: skip
ENDINGS = {
    "designated_city": ("し",),
    "city": ("し",),
    "special_ward": ("く",),
    "town": ("まち", "ちょう"),
    "village": ("むら", "そん"),
    "northern_territories_village": ("むら",),
}
KEPT = {
    "うるう": "Uruu",
    "かつうら": "Katsuura",
    "ことうら": "Kotoura",
    "こおり": "Koori",
    "さんようおのだ": "Sanyo-Onoda",
    "すおうおおしま": "Suo-Oshima",
    "せとうち": "Setouchi",
    "そお": "Soo",
    "たきのうえ": "Takinoue",
    "とようら": "Toyoura",
    "とよおか": "Toyooka",
    "なちかつうら": "Nachikatsuura",
    "にしのおもて": "Nishinoomote",
    "ひろお": "Hiroo",
    "ぶんごおおの": "Bungo-Ono",
    "まつうら": "Matsuura",
    "みのお": "Minoh",
    "やまのうち": "Yamanouchi",
    "わのうち": "Wanouchi",
}


def hepburn(kana: str) -> str:
    """Write a reading in Latin letters: long o and u folded, ん always n.

    >>> hepburn("さっぽろ"), hepburn("とうきょう"), hepburn("おおさか"), hepburn("とうおん")
    ('Sapporo', 'Tokyo', 'Osaka', 'Toon')
    """
    plain = jaconv.kata2hira(kana)
    if plain in KEPT:
        return KEPT[plain]
    return "".join(_folded(_syllables(plain))).capitalize()


def place_name(kana: str, kind: str) -> str:
    """The name of a municipality with the ending of its kind set apart.

    >>> place_name("さっぽろし", "designated_city"), place_name("ななえちょう", "town")
    ('Sapporo-shi', 'Nanae-cho')
    """
    for ending in ENDINGS.get(kind, ()):
        if kana.endswith(ending) and len(kana) > len(ending):
            stem = hepburn(kana.removesuffix(ending))
            return f"{stem}-{hepburn(ending).lower()}"
    return hepburn(kana)


def _syllables(kana: str) -> Iterator[str]:
    doubled = False
    place = 0
    while place < len(kana):
        if kana[place] in "っー":
            doubled, place = doubled or kana[place] == "っ", place + 1
            continue
        size = 2 if kana[place : place + 2] in TWO else 1
        part = kana[place : place + size]
        letters = TWO.get(part) or ONE.get(part, part)
        if doubled:
            letters = ("t" if letters.startswith("ch") else letters[0]) + letters
        yield letters
        doubled, place = False, place + size


def _folded(syllables: Iterable[str]) -> Iterator[str]:
    """Drop what only makes the vowel before it long; とうおん keeps its own お."""
    before = ""
    for letters in syllables:
        if before[-1:] + letters in LONG:
            before = ""
            continue
        before = letters
        yield letters
