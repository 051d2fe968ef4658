"""Words for what a questionnaire asks, and for what is wrong with it or with answers."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

WORDING: dict[str, Promise] = {
    "questionnaire.above": _("At most %(high)s is possible here."),
    "questionnaire.below": _("At least %(low)s is needed here."),
    "questionnaire.bounds_crossed": _(
        "%(place)s: the lower bound lies above the upper one."
    ),
    "questionnaire.choice_twice": _("One choice stands here twice."),
    "questionnaire.choices_misfit": _(
        "%(place)s: a question of the type single or multiple needs two choices or more, any other none."
    ),
    "questionnaire.code_twice": _("%(place)s: the code %(found)s stands twice."),
    "questionnaire.condition_misfit": _(
        "%(place)s: after a number a condition needs at_least or at_most, after all else a list (is)."
    ),
    "questionnaire.condition_never": _(
        "%(place)s: %(key)s is never answered by %(found)s."
    ),
    "questionnaire.condition_on_nothing": _(
        "%(place)s: the condition looks at %(key)s, which is not asked before."
    ),
    "questionnaire.count_outside": _(
        "%(place)s: %(key)s is a whole number from 0 to %(most)s."
    ),
    "questionnaire.key_missing": _("%(place)s: %(key)s is missing."),
    "questionnaire.no_difficulties": _(
        "The questionnaire offers no difficulties to choose from."
    ),
    "questionnaire.no_fields": _("The questionnaire has no fields."),
    "questionnaire.no_list": _("%(place)s: %(key)s has the wrong shape."),
    "questionnaire.no_number": _("%(place)s: %(key)s is no number that can be used."),
    "questionnaire.no_systems": _("%(place)s: the field has no systems."),
    "questionnaire.no_text": _("%(place)s: %(key)s needs a text."),
    "questionnaire.none_and_some": _(
        "“None of these” cannot stand beside a difficulty."
    ),
    "questionnaire.not_a_choice": _("“%(found)s” is none of the choices."),
    "questionnaire.not_a_code": _(
        "%(place)s: “%(found)s” is no code (lower case letters, digits and _, at most 40 signs)."
    ),
    "questionnaire.not_a_flag": _("%(place)s: %(key)s is either true or false."),
    "questionnaire.not_a_number": _("“%(found)s” is no number."),
    "questionnaire.not_asked": _("This is not asked after what was answered before."),
    "questionnaire.not_published": _("There is no questionnaire called %(found)s."),
    "questionnaire.not_text": _("A text is needed here."),
    "questionnaire.not_readable": _(
        "The text cannot be read as TOML: a number is too long, or lists lie too deep within"
        " each other."
    ),
    "questionnaire.not_toml": _(
        "The text breaks off at line %(line)s, character %(column)s: it does not follow TOML"
        " there. The line reads “%(found)s”."
    ),
    "questionnaire.not_whole": _("A whole number is needed here."),
    "questionnaire.open": _("This is not answered yet."),
    "questionnaire.reserved": _(
        "%(place)s: the code %(found)s is taken: it means “none of these”."
    ),
    "questionnaire.text_too_long": _(
        "%(place)s: %(key)s is longer than %(longest)s characters."
    ),
    "questionnaire.too_fine": _("At most %(decimals)s decimals are possible here."),
    "questionnaire.too_large": _(
        "The text of a questionnaire has at most %(most)s characters."
    ),
    "questionnaire.too_long": _(
        "At most %(longest)s characters are possible here (found: %(found)s)."
    ),
    "questionnaire.too_many_rows": _("%(place)s: more than %(most)s %(key)s."),
    "questionnaire.unknown_answer": _("The questionnaire does not ask %(key)s."),
    "questionnaire.unknown_choice": _(
        "%(place)s: %(key)s is “%(found)s”, but must be one of: %(choices)s."
    ),
    "questionnaire.unknown_key": _("%(place)s: nobody knows the key %(key)s."),
}

STATUSES: dict[str, Promise] = {
    "run": pgettext_lazy("survey", "We run it"),
    "take_part": pgettext_lazy("survey", "We take part in another's"),
    "plan": pgettext_lazy("survey", "Planned or under study"),
    "none": pgettext_lazy("survey", "No plans"),
}
EFFECTS: dict[str, Promise] = {
    "as_expected": pgettext_lazy("survey", "As expected"),
    "partly": pgettext_lazy("survey", "In part"),
    "not_enough": pgettext_lazy("survey", "Not enough"),
    "too_early": pgettext_lazy("survey", "Too early to say"),
}
EXPECTATIONS: dict[str, Promise] = {
    "helps": pgettext_lazy("survey", "It would help"),
    "cannot_say": pgettext_lazy("survey", "Cannot say"),
    "does_not_help": pgettext_lazy("survey", "It would not help"),
}
NONE_OF_THESE = pgettext_lazy("survey", "None of these")
