"""Parts about money: costs that count, floor, caps, bans, ratios, own share; and criteria."""

from __future__ import annotations

from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from chiiki_web.schemes.queries.shape.kinds import (
    ASSUMED,
    CODE,
    ID,
    IN_POINTS,
    REQUIREMENT,
    WHEN,
    WORDS,
    Key,
    Kind,
    Part,
    Table,
)

LIMIT = (
    Key("yen", Kind.YEN, _("Amount (yen)"), required=True),
    Key("per", Kind.COUNTED_FACT, _("For each")),
    WHEN,
)
SHARE_HELP = _("As a fraction: 1/2")

# A call keeps criteria in columns of its own, with their points times their weight.
MOST_NAME, MOST_POINTS, MOST_WEIGHT = 120, 1_000, 30

AMOUNT = Part(
    "amount",
    "amount",
    _("Costs and rate"),
    _("What is paid: eligible costs × rate, at most cap and request, cut off."),
    (
        Table(
            "amount",
            _("Costs and rate"),
            (
                Key("heads", Kind.COUNTED_FACTS, _("Costs that count")),
                Key(
                    "rate",
                    Kind.SHARE,
                    _("Rate"),
                    help=_("As a fraction: 1/2. 1 stands for the whole."),
                ),
                Key(
                    "rounding_unit",
                    Kind.YEN,
                    _("Amounts are rounded down to (yen)"),
                    required=True,
                ),
            ),
        ),
        Table("amount.fixed", _("Fixed amounts"), LIMIT, is_list=True),
    ),
)
FLOOR = Part(
    "floor",
    "amount",
    _("Least amount"),
    _("The least that can be applied for; it is also a requirement."),
    (
        Table(
            "amount.floor",
            _("Least amount"),
            (
                Key("yen", Kind.YEN, _("Least amount (yen)"), required=True),
                ID,
                *REQUIREMENT,
            ),
        ),
    ),
)
CAPS = Part(
    "cap",
    "amount",
    _("Caps"),
    _("The first cap whose condition holds is the one; the last one needs none."),
    (
        Table("amount.cap.limits", _("Caps, in order"), LIMIT, is_list=True),
        Table("amount.cap", _("The requirement"), (ID, *REQUIREMENT)),
    ),
)
BANS = Part(
    "bans",
    "amount",
    _("Not paid for"),
    _("Costs that must be zero; what stands there is struck off."),
    (
        Table(
            "amount.banned_heads",
            _("Not paid for"),
            (
                Key("fact", Kind.COUNTED_FACT, _("Cost"), required=True),
                ID,
                *REQUIREMENT,
            ),
            is_list=True,
            identity="id",
        ),
    ),
)
RATIOS = Part(
    "ratios",
    "amount",
    _("Ratio limits"),
    _("Costs that together stay under a part of the amount applied for."),
    (
        Table(
            "amount.ratio_limits",
            _("Ratio limits"),
            (
                Key("parts", Kind.COUNTED_FACTS, _("Costs that are limited")),
                Key("under", Kind.SHARE, _("Must be under"), help=SHARE_HELP),
                Key("at_most", Kind.SHARE, _("Or: may be at most"), help=SHARE_HELP),
                ID,
                *REQUIREMENT,
            ),
            is_list=True,
            identity="id",
        ),
    ),
)
OWN_SHARE = Part(
    "own-share",
    "amount",
    _("Own share"),
    _("What the applicant bears at least, as a part of the whole cost."),
    (
        Table(
            "amount.own_share",
            _("Own share"),
            (
                Key(
                    "at_least",
                    Kind.SHARE,
                    _("At least"),
                    required=True,
                    help=SHARE_HELP,
                ),
                ID,
                *REQUIREMENT,
            ),
        ),
    ),
)
CRITERIA = Part(
    "criteria",
    "criteria",
    _("Criteria and weights"),
    _("What reviewers score. Points × weight is the most that a criterion gives."),
    (
        Table(
            "criteria.list",
            _("Criteria"),
            (
                CODE,
                *(replace(one, most=MOST_NAME) for one in WORDS),
                Key(
                    "max_points",
                    Kind.NUMBER,
                    _("Points"),
                    required=True,
                    unit=IN_POINTS,
                    most=MOST_POINTS,
                ),
                Key(
                    "weight", Kind.NUMBER, _("Weight"), required=True, most=MOST_WEIGHT
                ),
                ASSUMED,
            ),
            is_list=True,
            identity="code",
        ),
        Table(
            "criteria",
            _("Where they come from"),
            (
                Key("note_ja", Kind.LONG, _("Remark (Japanese)"), required=True),
                Key("note_en", Kind.LONG, _("Remark (English)"), required=True),
            ),
            required=True,
        ),
    ),
)
