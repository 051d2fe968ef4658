"""Parts about names, sources, and who may apply."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from chiiki_web.schemes.models import Programme
from chiiki_web.schemes.queries.shape.kinds import (
    ID,
    IN_YEARS,
    REQUIREMENT,
    WHEN,
    Key,
    Kind,
    Part,
    Table,
    flag,
    text,
)
from chiiki_web.wording.terms import APPLICANTS, EXCLUSIONS, STAGES

INSTRUMENTS = {
    code: label
    for code, label in Programme.Instrument.choices
    if code != Programme.Instrument.SUBSIDY
}
BY_STAGE = Key("by_stage", Kind.CHOICE, _("By which stage"), choices=STAGES)
EXPRESSION = Key(
    "expression",
    Kind.EXPRESSION,
    _("Expression"),
    required=True,
    help=_("For example: costs.total <= 100000000 && plan.trains_people"),
)

BASICS = Part(
    "basics",
    "basics",
    _("Name and dates"),
    _("How the version is called and from which day it is in force."),
    (
        Table(
            "",
            _("Version of the rules"),
            (
                text("version", _("Version of the rules"), required=True),
                Key("first_day", Kind.DAY, _("In force from"), required=True),
                Key(
                    "instrument",
                    Kind.CHOICE,
                    _("Instrument"),
                    required=True,
                    choices=INSTRUMENTS,
                ),
                Key("slide", Kind.NUMBER, _("Slide of the deck")),
            ),
            required=True,
        ),
        Table(
            "name",
            _("Name"),
            (
                text("ja", _("Name (Japanese)"), required=True),
                text("en", _("Name (English)"), required=True),
            ),
            required=True,
        ),
    ),
)
SOURCES = Part(
    "sources",
    "basics",
    _("Sources"),
    _("Where the rules were read. Every rule and every term names one of these."),
    (
        Table(
            "sources",
            _("Sources"),
            (
                Key("code", Kind.TEXT, _("Short name"), required=True),
                Key("text", Kind.LONG, _("Document, page, date"), required=True),
            ),
            is_list=True,
            identity="code",
            required=True,
            is_map=True,
        ),
        Table(
            "sources_en",
            _("Sources in English"),
            (
                Key("code", Kind.TEXT, _("Short name"), required=True),
                Key("text", Kind.LONG, _("Document, page, date"), required=True),
            ),
            is_list=True,
            identity="code",
            is_map=True,
        ),
    ),
)
RULE = Table(
    "rules",
    _("Requirements"),
    (ID, EXPRESSION, *REQUIREMENT),
    is_list=True,
    identity="id",
    required=True,
)
RULES = Part(
    "rules",
    "demands",
    _("Requirements"),
    _("Who may apply and with what: one requirement after the other."),
    (RULE,),
)
DEMANDS = Part(
    "partners",
    "demands",
    _("Partners and recommendation"),
    _("Who must take part, and who needs the word of a local government."),
    (
        Table(
            "terms.members",
            _("Who must take part"),
            (
                ID,
                Key("kinds", Kind.CHOICES, _("Kinds of body"), choices=APPLICANTS),
                Key("at_least", Kind.NUMBER, _("At least"), required=True),
                Key(
                    "fact",
                    Kind.TEXT,
                    _("Fact that counts them or says yes"),
                    required=True,
                ),
                WHEN,
                BY_STAGE,
                *REQUIREMENT,
            ),
            is_list=True,
            identity="id",
        ),
        Table(
            "terms.recommendation",
            _("Recommendation"),
            (
                ID,
                WHEN,
                Key("of_kinds", Kind.CHOICES, _("By whom"), choices=APPLICANTS),
                BY_STAGE,
                *REQUIREMENT,
            ),
        ),
    ),
)
EXCLUDED = Part(
    "exclusions",
    "demands",
    _("Who is left out"),
    _("Local governments with strong finances, or who had an award not long ago."),
    (
        Table(
            "terms.exclusions",
            _("Who is left out"),
            (
                ID,
                Key(
                    "kind",
                    Kind.CHOICE,
                    _("Kind of limit"),
                    required=True,
                    choices=EXCLUSIONS,
                ),
                Key(
                    "from_thousandths",
                    Kind.NUMBER,
                    _("Index of fiscal strength from (times 1000)"),
                    help=_("Only for the index: 1000 stands for 1.0."),
                ),
                Key(
                    "within_years",
                    Kind.NUMBER,
                    _("Within how many years"),
                    help=_("Only for an earlier award."),
                    unit=IN_YEARS,
                ),
                flag("of_partners", _("Awards of partners count too")),
                *REQUIREMENT,
            ),
            is_list=True,
            identity="id",
        ),
    ),
)
IS_INDIRECT = flag("is_indirect", _("A local body stands between state and recipient"))
