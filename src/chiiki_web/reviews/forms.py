"""What a person may type about a review."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from chiiki_web.reviews.models import Score
from chiiki_web.schemes.models import Criterion
from chiiki_web.ui.fields import DateField, LongTextField, NumberField


class AssignForm(forms.Form):
    reviewer = forms.ChoiceField(label=_("Reviewer"))
    due_on = DateField(
        label=_("Due on"),
        help_text=_("For example 2026-12-01 or R8.12.1."),
    )

    def __init__(
        self, reviewers: Iterable[tuple[int, str]], *args: Any, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reviewer"].choices = list(reviewers)  # type: ignore[attr-defined]


class ConflictForm(forms.Form):
    ground = LongTextField(
        label=_("Reason for the conflict"),
        rows=2,
        required=False,
    )


class ReopenForm(forms.Form):
    ground = LongTextField(
        label=_("Why it should be looked at again"),
        rows=2,
        required=False,
    )


class ScoreForm(forms.Form):
    """Points and a ground for each criterion, and an opinion on the whole."""

    may_be_finished_later = True

    opinion = LongTextField(
        label=_("Opinion on the whole"),
        rows=4,
        required=False,
    )

    def __init__(
        self,
        criteria: list[Criterion],
        scores: Iterable[Score],
        opinion: str,
        *args: Any,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.criteria = criteria
        kept = {one.criterion_id: one for one in scores}
        self.fields["opinion"].initial = opinion
        for one in criteria:
            name = one.name_ja if get_language() == "ja" else one.name_en or one.name_ja
            score = kept.get(one.pk)
            self.fields[f"points-{one.pk}"] = NumberField(
                label=_("%(criterion)s: points out of %(maximum)s")
                % {"criterion": name, "maximum": one.max_points},
                help_text=one.question_ja
                if get_language() == "ja"
                else one.question_en or one.question_ja,
                required=False,
                initial=score.points if score else None,
            )
            self.fields[f"ground-{one.pk}"] = LongTextField(
                label=_("%(criterion)s: reason") % {"criterion": name},
                rows=2,
                required=False,
                initial=score.ground if score else "",
            )
        self.order_fields([*[n for n in self.fields if n != "opinion"], "opinion"])

    def scores(self) -> dict[str, Any]:
        """The typed values as ``save_scores`` takes them."""
        values = self.cleaned_data
        return {
            "points": {one.pk: values[f"points-{one.pk}"] for one in self.criteria},
            "grounds": {one.pk: values[f"ground-{one.pk}"] for one in self.criteria},
            "opinion": values["opinion"],
        }
