"""Parts about the procedure, what comes after the decision, and the form."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from chiiki_web.schemes.queries.shape.demands import BY_STAGE, IS_INDIRECT
from chiiki_web.schemes.queries.shape.kinds import (
    ASSUMED,
    CODE,
    GROUND,
    HELP,
    IN_DAYS,
    IN_MONTHS,
    IN_TIMES,
    IN_YEARS,
    SOURCE,
    WHEN,
    WORDS,
    Key,
    Kind,
    Part,
    Table,
    flag,
    text,
)
from chiiki_web.wording.terms import (
    ACTORS,
    ACTS,
    COUNTED_FROM,
    FILE_TYPES,
    QUESTION_TYPES,
    REPORTS,
    STAGES,
)

DAYS = Key("days", Kind.NUMBER, _("Days"), required=True, unit=IN_DAYS)
YEARS = Key("years", Kind.NUMBER, _("Years"), required=True, unit=IN_YEARS)
FROM = Key(
    "counted_from",
    Kind.CHOICE,
    _("Counted from"),
    required=True,
    choices=COUNTED_FROM,
)
MONTH_DAY = _("Month and day: 03-31")
REQUIRED = flag("required", _("Required"))
WAS = text("was", _("Code in an earlier form, if it changed"))

STEPS = Part(
    "stages",
    "procedure",
    _("Stages"),
    _("The steps in their order. Candidate, adopted and decided are three things."),
    (
        Table(
            "terms.legal",
            _("Legal instrument"),
            (
                Key("act", Kind.CHOICE, _("Act"), required=True, choices=ACTS),
                *WORDS,
                IS_INDIRECT,
                *GROUND,
            ),
        ),
        Table(
            "terms.stages",
            _("Stages"),
            (
                Key("code", Kind.CHOICE, _("Stage"), required=True, choices=STAGES),
                Key("actor", Kind.CHOICE, _("Who acts"), required=True, choices=ACTORS),
                *WORDS,
                *GROUND,
            ),
            is_list=True,
            identity="code",
        ),
    ),
)
ROUNDS = Part(
    "rounds",
    "procedure",
    _("Rounds and days"),
    _("How often a call closes, how long a decision takes, how long one may withdraw."),
    (
        Table(
            "terms.rounds",
            _("Rounds"),
            (
                Key("per_year", Kind.NUMBER, _("Rounds in a year"), unit=IN_TIMES),
                flag("stop_when_used", _("They stop when the budget is used")),
                *GROUND,
            ),
        ),
        Table(
            "terms.rounds.published",
            _("Published closings"),
            (
                Key("closes_on", Kind.DAY, _("Closes on"), required=True),
                Key("closes_at", Kind.CLOCK, _("Closing time")),
            ),
            is_list=True,
        ),
        Table(
            "terms.consultation",
            _("Prior consultation"),
            (flag("is_required", _("It is required")), *GROUND),
        ),
        Table("terms.sign_off", _("Partners sign"), (WHEN, BY_STAGE, *GROUND)),
        Table("terms.processing", _("Standard processing period"), (DAYS, *GROUND)),
        Table("terms.withdrawal", _("Withdrawal after the decision"), (DAYS, *GROUND)),
    ),
)
DUTIES = Part(
    "reports",
    "afterwards",
    _("Reports"),
    _("What falls due after the decision, and when."),
    (
        Table(
            "terms.reports",
            _("Reports"),
            (
                Key("kind", Kind.CHOICE, _("Report"), required=True, choices=REPORTS),
                FROM,
                Key("within_days", Kind.NUMBER, _("Within days"), unit=IN_DAYS),
                Key("within_months", Kind.NUMBER, _("Within months"), unit=IN_MONTHS),
                Key("latest", Kind.MONTH_DAY, _("At the latest on"), help=MONTH_DAY),
                Key("years", Kind.NUMBER, _("For how many years"), unit=IN_YEARS),
                flag("even_if_nil", _("Due even if there is nothing to say")),
                *GROUND,
            ),
            is_list=True,
            identity="kind",
        ),
    ),
)
CLOCKS = Part(
    "clocks",
    "afterwards",
    _("Retention, follow-up, assets"),
    _("How long papers are kept, use is followed and things may not be disposed of."),
    (
        Table("terms.retention", _("Keeping records"), (YEARS, FROM, *GROUND)),
        Table("terms.follow_up", _("Follow-up"), (YEARS, FROM, *GROUND)),
        Table(
            "terms.assets",
            _("Assets"),
            (
                Key("threshold_yen", Kind.YEN, _("Unit price from"), required=True),
                Key(
                    "report_suffices_after_years",
                    Kind.NUMBER,
                    _("Years after which a report suffices"),
                    unit=IN_YEARS,
                ),
                *GROUND,
            ),
        ),
        Table(
            "terms.minor_change",
            _("Minor change"),
            (
                Key(
                    "share_of_head",
                    Kind.SHARE,
                    _("Part of a cost head that may move without approval"),
                    required=True,
                    help=_("As a fraction: 1/5"),
                ),
                *GROUND,
            ),
        ),
        Table(
            "terms.year_end",
            _("End of the year"),
            (
                Key(
                    "complete_by",
                    Kind.MONTH_DAY,
                    _("Complete by"),
                    required=True,
                    help=MONTH_DAY,
                ),
                Key("pay_by", Kind.MONTH_DAY, _("Paid by"), help=MONTH_DAY),
                *GROUND,
            ),
        ),
        Table("terms.publication", _("Duty to publish"), (*WORDS, *GROUND)),
    ),
)
FORM = Table(
    "form",
    _("The form"),
    (text("version", _("Version of the form"), required=True),),
)
ATTACHMENTS = Part(
    "attachments",
    "form",
    _("Attachments"),
    _("The files that an application needs."),
    (
        FORM,
        Table(
            "form.attachments",
            _("Attachments"),
            (
                CODE,
                *WORDS,
                *HELP,
                REQUIRED,
                WHEN,
                Key("types", Kind.CHOICES, _("File types"), choices=FILE_TYPES),
                Key("most_bytes", Kind.NUMBER, _("Largest size (bytes)")),
                WAS,
                SOURCE,
                ASSUMED,
            ),
            is_list=True,
            identity="code",
        ),
    ),
)
QUESTIONS = Part(
    "questions",
    "form",
    _("Questions"),
    _("What is asked beside the plan."),
    (
        Table(
            "form.questions",
            _("Questions"),
            (
                CODE,
                *WORDS,
                *HELP,
                Key(
                    "type",
                    Kind.CHOICE,
                    _("Kind of answer"),
                    required=True,
                    choices=QUESTION_TYPES,
                ),
                REQUIRED,
                WHEN,
                Key("longest", Kind.NUMBER, _("Longest answer (characters)")),
                Key(
                    "choices",
                    Kind.LINES,
                    _("Choices"),
                    help=_("One in a line: code | Japanese | English"),
                ),
                WAS,
                SOURCE,
                ASSUMED,
            ),
            is_list=True,
            identity="code",
        ),
    ),
)
