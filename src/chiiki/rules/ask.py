"""What a form asks of one case, and how a draft's answers move to a newer form."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from chiiki.rules.expressions import answer
from chiiki.rules.form import Attachment, ExtraQuestion, FormVersion
from chiiki.rules.model import Verdict
from chiiki.rules.vocabulary import checked_facts


@dataclass(frozen=True, slots=True)
class Asked:
    """An item of a form; ``applies`` is unknown while a fact of its condition lacks."""

    item: Attachment | ExtraQuestion
    applies: Verdict

    @property
    def must_be_there(self) -> bool:
        """Whether nothing can be sent without it. What is unknown is not demanded."""
        return self.item.required and self.applies is Verdict.YES


def asked_of(form: FormVersion, facts: Mapping[str, object]) -> tuple[Asked, ...]:
    """Return every attachment and question with whether it applies to these facts."""
    known = checked_facts(facts)
    return tuple(
        Asked(one, Verdict.YES if one.when is None else answer(one.when, known))
        for one in form.items
    )


@dataclass(frozen=True, slots=True)
class CarriedOver:
    """Answers by the codes of the newer form, and those that found no place in it."""

    answers: Mapping[str, object]
    left: Mapping[str, object]


def carry_over(answers: Mapping[str, object], form: FormVersion) -> CarriedOver:
    """Move answers to a newer form: by the same code, else by the code that it ``was``.

    Nothing is thrown away: what has no place is in ``left``, to be shown to the person.
    """
    carried: dict[str, object] = {}
    for one in form.items:
        for code in (one.was, one.code):
            if code is not None and code in answers:
                carried[one.code] = answers[code]
    codes = {one.code for one in form.items}
    renamed = {
        one.was for one in form.items if one.was is not None and one.code not in answers
    }
    left = {
        code: value
        for code, value in answers.items()
        if code not in codes and code not in renamed
    }
    return CarriedOver(carried, left)
