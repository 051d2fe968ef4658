"""Readings become the Latin names under which places are known."""

from __future__ import annotations

import re

import pytest

from chiiki import reference, romaji

NAME = re.compile(r"[A-Z][a-z]+(-[A-Z][a-z]+)?-(shi|ku|machi|cho|mura|son)")


@pytest.mark.parametrize(
    ("kana", "name"),
    [
        ("さっぽろ", "Sapporo"),
        ("サッポロ", "Sapporo"),
        ("とうきょう", "Tokyo"),
        ("おおさか", "Osaka"),
        ("きょうと", "Kyoto"),
        ("しんじゅく", "Shinjuku"),
        ("ぐんま", "Gunma"),
        ("なんば", "Nanba"),
        ("はっちょうぼり", "Hatchobori"),
        ("きっしょうじ", "Kisshoji"),
        ("にいがた", "Niigata"),
        ("せいろう", "Seiro"),
        ("つしま", "Tsushima"),
        ("ふじ", "Fuji"),
        ("にせこ", "Niseko"),
        ("ちゃたん", "Chatan"),
    ],
)
def test_it_writes_hepburn_without_marks(kana: str, name: str) -> None:
    assert romaji.hepburn(kana) == name


@pytest.mark.parametrize(
    ("kana", "kind", "name"),
    [
        ("さっぽろし", "designated_city", "Sapporo-shi"),
        ("ななえちょう", "town", "Nanae-cho"),
        ("おおまちし", "city", "Omachi-shi"),
        ("よっかいちし", "city", "Yokkaichi-shi"),
        ("はこねまち", "town", "Hakone-machi"),
        ("とうかいむら", "village", "Tokai-mura"),
        ("しいばそん", "village", "Shiiba-son"),
        ("ちよだく", "special_ward", "Chiyoda-ku"),
        ("しゃなむら", "northern_territories_village", "Shana-mura"),
        ("まち", "town", "Machi"),
        ("ひがしし", "unknown", "Higashishi"),
    ],
)
def test_the_ending_of_its_kind_stands_apart(kana: str, kind: str, name: str) -> None:
    assert romaji.place_name(kana, kind) == name


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("382159", "Toon-shi"),
        ("462179", "Soo-shi"),
        ("122181", "Katsuura-shi"),
        ("304212", "Nachikatsuura-cho"),
        ("422088", "Matsuura-shi"),
        ("282090", "Toyooka-shi"),
        ("352161", "Sanyo-Onoda-shi"),
        ("131024", "Chuo-ku"),
        ("064289", "Shonai-machi"),
        ("253847", "Ryuo-cho"),
        ("462136", "Nishinoomote-shi"),
        ("332127", "Setouchi-shi"),
    ],
)
def test_two_vowels_stay_two_where_the_name_has_two(code: str, name: str) -> None:
    found = {one.code: one for one in reference.load_municipalities()}[code]
    assert romaji.place_name(found.kana, found.kind) == name


def test_every_municipality_gets_a_name_in_plain_letters() -> None:
    names = {
        one.code: romaji.place_name(one.kana, one.kind)
        for one in reference.load_municipalities()
    }
    assert [name for name in names.values() if not NAME.fullmatch(name)] == []


def test_the_prefectures_agree_with_the_names_they_were_given() -> None:
    """An independent list: the English names of prefectures.csv."""
    wrong = [
        one.name_en
        for one in reference.load_prefectures()
        if romaji.hepburn(one.kana).removesuffix(_ending(one.kana)) != one.name_en
    ]
    assert wrong == []


def _ending(kana: str) -> str:
    endings = {"けん": "ken", "とうきょうと": "to", "ふ": "fu"}
    return next((latin for end, latin in endings.items() if kana.endswith(end)), "")
