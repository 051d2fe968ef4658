"""An open form as it comes back: from which page, in which order, having shown what.

The page key is made anew by the browser for each form that it opens, so that a form never
clashes with itself; ``seen`` marks what each part said when it was shown.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django import forms as django_forms
from django.contrib import messages
from django.http import HttpResponse, JsonResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from chiiki_web import access, wording
from chiiki_web.accounts.models import Membership
from chiiki_web.accounts.requests import MemberRequest
from chiiki_web.plans import actions, forms, queries
from chiiki_web.plans.models import Plan, WorkingCopy
from chiiki_web.plans.views import pages
from chiiki_web.ui import formats

MOST_SEEN = 10_000


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a form carries about itself."""

    version: int
    page: UUID
    turn: int = 0
    seen: Mapping[str, str] = field(default_factory=dict)
    is_autosave: bool = False
    is_unsaved: bool = False

    @property
    def seen_text(self) -> str:
        """The marks as the hidden field holds them."""
        return json.dumps(dict(self.seen))

    @property
    def form(self) -> actions.OpenForm:
        return actions.OpenForm(self.page, self.turn, not self.is_autosave)


def read(typed: QueryDict | None, plan: pages.Versioned) -> Sheet:
    """The sheet that came back, or a new one for a form that is about to be shown."""
    if typed is None:
        return Sheet(plan.version, uuid4())
    turn = typed.get("turn", "")
    return Sheet(
        pages.version_of(typed, plan),
        _page(typed.get("page", "")),
        int(turn) if turn.isdecimal() and len(turn) < 9 else 0,
        _seen(typed.get("seen", "")),
        typed.get("do") == access.AUTOSAVE,
        is_unsaved=True,
    )


def stranger(request: MemberRequest, sheet: Sheet) -> HttpResponse | None:
    """Refuse a form that somebody else opened before another person signed in here."""
    opened_by = request.POST.get("writer", "")
    if request.method != "POST" or opened_by in ("", str(request.user.pk)):
        return None
    said = _(
        "This page was opened by somebody else, and nothing was saved. Please open it"
        " again."
    )
    if sheet.is_autosave:
        return JsonResponse({"state": "other", "words": said})
    messages.error(request, said)
    return redirect(request.path)


def fresh(plan: pages.Versioned, marks: Mapping[str, str]) -> Sheet:
    """The sheet of a form that shows the plan as it stands."""
    return Sheet(plan.version, uuid4(), seen=marks)


def mark(form: django_forms.BaseForm, name: str) -> str:
    """The mark of what one field shows: as it is read, or letter by letter."""
    if not form.is_bound:
        return queries.digest(form.initial.get(name))
    if name in form.errors or name not in form.cleaned_data:
        return queries.digest({"raw": raw(form, name)})
    return queries.digest(form.cleaned_data[name])


def marks(form: django_forms.BaseForm) -> dict[str, str]:
    return {name: mark(form, name) for name in form.fields}


def text_mark(typed: list[str]) -> str:
    """The mark of an answer that is kept letter by letter."""
    return queries.digest([one.replace("\r\n", "\n") for one in typed if one.strip()])


def raw(form: django_forms.BaseForm, name: str) -> list[str]:
    """What was typed into one field."""
    data: Any = form.data
    return [str(one) for one in data.getlist(form.add_prefix(name))]


def typed_of(sheet: Sheet, form: django_forms.BaseForm, **more: Any) -> actions.Typed:
    """A form whose fields are the parts of a plan, as the action takes it."""
    form.is_valid()
    return actions.Typed(
        values={name: form.cleaned_data[name] for name in form.cleaned_data},
        raw={name: {name: raw(form, name)} for name in form.fields}
        | more.pop("raw", {}),
        version=sheet.version,
        form=sheet.form,
        untouched={
            name for name in form.fields if mark(form, name) == sheet.seen.get(name)
        },
        **more,
    )


def overlaid(
    kind: type[django_forms.Form], plan: Plan, copies: Iterable[WorkingCopy]
) -> django_forms.Form:
    """The form as the plan says it, with what this person had typed laid over it."""
    initial = {name: getattr(plan, name) for name in kind.base_fields}
    form = kind(initial=initial)
    own = {one.part: one.typed for one in copies if one.part in form.fields}
    if not own:
        return form
    shown = {name: [_as_typed(form[name].value())] for name in form.fields}
    for typed in own.values():
        shown |= typed
    return kind(forms.as_query(shown), initial=initial)


def answer(
    plan: Plan, step: str, outcome: actions.Outcome, by: Membership
) -> HttpResponse:
    """Tell the script of the page, in words for the reader, what became of it."""
    time = timezone.localtime().strftime("%H:%M")
    found: dict[str, Any] = {"state": "saved", "words": say_saved(time)}
    unread = [one for one in outcome.unread if one != queries.STAKEHOLDER]
    if outcome.clashes:
        found = {
            "state": "clash",
            "words": say_clash(
                time,
                _names(outcome.clashes),
                is_own=queries.is_last_writer(plan, outcome.clashes, by),
            ),
            "url": reverse("plans:choose", args=[plan.pk, step]),
            "label": _("Compare the two texts"),
        }
    elif outcome.cut:
        found = {"state": "kept", "words": formats.gap().join(_said_cut(outcome))}
    elif unread:
        words = _(
            "Kept as you typed it %(time)s. Not readable yet, so not in the plan:"
            " %(names)s."
        )
        found = {
            "state": "kept",
            "words": words % {"time": time, "names": _names(unread)},
        }
    elif outcome.reasons:
        said = formats.gap().join(wording.explain(one) for one in outcome.reasons)
        found = {"state": "kept", "words": said}
    return JsonResponse(found)


def say_saved(time: str) -> str:
    return _("Saved %(time)s") % {"time": time}


def say_clash(time: str, names: str, *, is_own: bool = False) -> str:
    """``is_own``: it was the same person who saved the other text, in another window."""
    if is_own:
        words = _(
            "Another text for %(names)s was saved in another window. What you typed here"
            " is kept apart (%(time)s)."
        )
        return words % {"time": time, "names": names}
    words = _(
        "Yours is kept (%(time)s), but somebody else has saved another text for"
        " %(names)s."
    )
    return words % {"time": time, "names": names}


def say_cut(name: str, most: int) -> str:
    words = _(
        "“%(name)s” is far too long: only its first %(most)s characters are kept."
    )
    return words % {"name": name, "most": f"{most:,}"}


def _said_cut(outcome: actions.Outcome) -> list[str]:
    return [
        say_cut(str(forms.part_label(part)), most) for part, most in outcome.cut.items()
    ]


def after(
    request: MemberRequest, plan: Plan, step: str, outcome: actions.Outcome
) -> HttpResponse | None:
    """Where the button leads where not all was saved; None: show the form again."""
    for one in outcome.reasons:
        messages.error(request, wording.explain(one))
    for said in _said_cut(outcome):
        messages.warning(request, said)
    if outcome.clashes:
        return redirect("plans:choose", plan.pk, step)
    return None


def say_kept(request: MemberRequest, copies: list[WorkingCopy], at: datetime) -> None:
    """Say that what stands in the form was typed before and is not in the plan."""
    if not copies or request.method == "POST":
        return
    when = max(one.kept_at for one in copies)
    said = ngettext(
        "%(names)s stands as you typed it on %(when)s. It is not in the plan yet: please"
        " check it and save.",
        "%(names)s stand as you typed them on %(when)s. They are not in the plan yet:"
        " please check them and save.",
        len(copies),
    )
    names = _names([one.part for one in copies])
    messages.info(request, said % {"names": names, "when": pages.moment(when)})


def copies_of(plan: Plan, member: Membership, step: str) -> queries.Copies:
    parts = forms.parts_of_step(step)
    if step == "people":
        parts.append(queries.STAKEHOLDER)
    return queries.copies_of(plan, member, parts)


def _names(parts: Iterable[str]) -> str:
    return pgettext("list", ", ").join(forms.part_label(one) for one in parts)


def _as_typed(value: Any) -> str:
    return "" if value is None else str(value)


def _page(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        return uuid4()


def _seen(text: str) -> dict[str, str]:
    if len(text) > MOST_SEEN:
        return {}
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    if not isinstance(found, dict):
        return {}
    return {name: mark for name, mark in found.items() if isinstance(mark, str)}
