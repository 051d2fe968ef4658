"""Tables of text in odd letters and odd shapes."""

from __future__ import annotations

from random import Random

from mutants.good import Made, table


def odd_letters(dice: Random) -> Made:
    code = dice.choice(
        [
            "utf-8-sig",
            "cp932",
            "euc-jp",
            "utf-16",
            "utf-16-be",
            "utf-7",
            "iso2022_jp",
            "utf-32",
        ]
    )
    text = table().decode() + dice.choice(["", "\x00", "髙﨑", "〜−‖", "\u2028"])
    content = text.encode(code, errors="ignore")
    cut = dice.randrange(3)
    return "経費.csv", content[cut:] if dice.random() < 0.3 else content


def odd_tables(dice: Random) -> Made:
    text = dice.choice(
        [
            '"' + "a" * dice.choice([10, 40_000, 3_000_000]),
            "," * dice.choice([199, 201, 3_000_000]),
            "a\n" * dice.choice([4_999, 5_001, 2_000_000]),
            '""' * 100_000,
            "a,b\r" * 300,
            "\ufeff" * 1_000,
            "=1+1,@x,+1\n",
            '"a"b,c\n',
            "",
        ]
    )
    return "経費.csv", text.encode()
