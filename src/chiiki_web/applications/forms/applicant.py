"""What an applicant enters, attaches, sends and says."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db.models import QuerySet
from django.utils.text import format_lazy
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from chiiki_web.applications import queries
from chiiki_web.applications.models import Application, Attachment
from chiiki_web.applications.queries import LETTER
from chiiki_web.documents.kinds import most_megabytes
from chiiki_web.plans import queries as plans
from chiiki_web.plans.forms.fields import MOST_YEN
from chiiki_web.plans.models import Plan
from chiiki_web.ui import formats
from chiiki_web.ui.fields import LongTextField, YenField
from chiiki_web.wording.plans import say_stage


class PlanField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A plan, chosen by its title and by how far it has come."""

    stages: Mapping[int, str] = {}

    def label_from_instance(self, obj: Any) -> str:
        said = say_stage(self.stages.get(obj.pk, ""))
        return f"{obj.title}{formats.in_brackets(said)}"


class StartForm(forms.Form):
    plan = PlanField(
        label=_("Which plan do you send?"),
        queryset=Plan.objects.none(),
        widget=forms.RadioSelect,
        empty_label=None,
        error_messages={
            "required": _("Choose the plan that you send."),
            "invalid_choice": _("Choose one of your plans."),
        },
    )

    def __init__(self, own: QuerySet[Plan], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["plan"]
        assert isinstance(field, PlanField)
        field.queryset, field.stages = own, plans.stages(own)


class AmountForm(forms.Form):
    requested = YenField(
        label=_("Amount applied for"),
        help_text=_("In yen; 千円 and 万円 can be written too."),
        validators=[MinValueValidator(1), MaxValueValidator(MOST_YEN)],
    )
    recommended_by = forms.CharField(
        label=_("Recommended by (local government)"),
        max_length=120,
        required=False,
        help_text=_(
            "Only for a letter on paper that you attach. One that is given here counts by"
            " itself."
        ),
    )


class FileForm(forms.Form):
    """A document of a kind that the form of the scheme asks for, if it has one."""

    kind = forms.ChoiceField(
        label=_("Kind of document"), choices=Attachment.Kind.choices
    )
    upload = forms.FileField(
        label=_("File"),
        allow_empty_file=True,
        max_length=200,
        help_text=format_lazy(
            _("PDF, Excel, Word, PowerPoint, JPEG, PNG, CSV or text; up to {n} MB."),
            n=most_megabytes(),
        ),
    )

    def __init__(self, application: Application, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kind, asked = self.fields["kind"], queries.form_of(application)
        if asked is None or not isinstance(kind, forms.ChoiceField):
            return
        language = get_language() or "ja"
        choices = [(one.code, one.text(language)) for one in asked.attachments]
        if not (
            asked.attachment(LETTER) or application.organisation.is_local_government
        ):
            choices.append((LETTER, str(Attachment.Kind(LETTER).label)))
        kind.choices = choices


class SubmitForm(forms.Form):
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)


class CommentForm(forms.Form):
    form_key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    text = LongTextField(
        label=_("Comment"),
        rows=3,
    )

    def said(self) -> dict[str, Any]:
        """What the action takes."""
        return {name: self.cleaned_data[name] for name in ("form_key", "text")}


class TickForm(forms.Form):
    note = forms.CharField(
        label=_("What was done, or why not"), max_length=1_000, required=False
    )
