"""Who may open a page. Every view wears exactly one of these."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import wraps
from typing import Any, Protocol

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, QueryDict
from django.http.response import HttpResponseBase
from django.urls import resolve, reverse
from django.utils.translation import gettext as _

from chiiki.plain import without_unseen
from chiiki_web import tabs

View = Callable[..., HttpResponseBase]


class Member(Protocol):
    """The hat that a person wears now: see ``accounts.models.Membership``."""

    role: str


def public(view: View) -> View:
    return _label(view, "public")


def signed_in(view: View) -> View:
    return _guard(view, "signed in", lambda request: True)


def role(*names: str) -> Callable[[View], View]:
    """Let in people whose present role is one of these."""

    def decorate(view: View) -> View:
        return _guard(
            view,
            "role: " + ", ".join(names),
            lambda request: getattr(_member(request), "role", None) in names,
        )

    return decorate


def is_open_to(member: Member, name: str, *args: object) -> bool:
    """Whether the door of a page lets this hat in, so that no link leads before it."""
    label = getattr(resolve(reverse(name, args=args)).func, "access", "")
    kind, _colon, roles = label.partition(": ")
    return kind != "role" or member.role in roles.split(", ")


def _guard(view: View, label: str, allows: Callable[[HttpRequest], bool]) -> View:
    @wraps(view)
    def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if _member(request) is None:
            if request.user.is_authenticated:
                raise PermissionDenied
            keep_typed(request)
            return redirect_to_login(request.get_full_path())
        if not allows(request):
            raise PermissionDenied
        response = view(request, *args, **kwargs)
        # Neither the browser nor anything between keeps what only this person may see.
        response.headers["Cache-Control"] = "no-store"
        return response

    return _label(checked, label)


def _member(request: HttpRequest) -> Member | None:
    return getattr(request, "member", None)


def _label(view: View, label: str) -> View:
    view.access = label  # type: ignore[attr-defined]
    return view


AUTOSAVE = "autosave"
KEPT = "kept_typed"
CARRIED = "typed"
KEPT_MAX = 200_000


def keep_typed(request: HttpRequest) -> bool:
    """Put aside what a person typed until they have signed in again.

    It belongs to whoever opened the page with the form; where that cannot be told, or it
    is too much, nothing is kept. Says whether it was.
    """
    writer = tabs.writer_of(request) if request.method == "POST" else None
    if writer is None:
        return False
    return _put_aside(request, request.path, _sent(request), writer)


def carried(request: HttpRequest) -> str:
    """What was sent to a page that is shown again, to be taken along by ``keep_carried``.

    Nothing of a form from elsewhere: it comes only once its token was found right.
    """
    if request.method != "POST" or not getattr(request, "csrf_processing_done", False):
        return ""
    sent = _sent(request)
    return json.dumps(sent) if _size(sent) <= KEPT_MAX else ""


def keep_carried(request: HttpRequest, path: str) -> bool:
    """Put aside what a page carried along, for the same person who opens it again."""
    try:
        found = json.loads(request.POST.get(CARRIED, ""))
    except (ValueError, RecursionError):
        return False
    if not isinstance(found, dict) or not all(
        isinstance(values, list) and all(isinstance(one, str) for one in values)
        for values in found.values()
    ):
        return False
    kept = {
        without_unseen(name): [without_unseen(one) for one in values]
        for name, values in found.items()
        if _is_kept(name)
    }
    return bool(kept) and _put_aside(request, path, kept, request.user.pk)


def typed(request: HttpRequest) -> QueryDict | None:
    """What to fill a form with: what was sent now, or what was put aside, or nothing.

    A page shows ``Form(access.typed(request))`` and acts only if ``request.method`` is
    POST, so a person who had to sign in again, or chose another language, finds the form as
    they left it.
    """
    if request.method == "POST":
        _forget_older(request)
        return request.POST
    kept = request.session.get(KEPT)
    if not kept:
        return None
    if kept["by"] != request.user.pk:
        del request.session[KEPT]
        return None
    if kept["path"] != request.path:
        return None
    del request.session[KEPT]
    restored = QueryDict(mutable=True)
    for name, values in kept["typed"].items():
        restored.setlist(name, values)
    messages.info(
        request,
        _("What you had typed is back. Please check it and send it."),
    )
    return restored


def saves_itself(request: HttpRequest) -> bool:
    """Whether a script sends what a form holds, and tries again when it is refused."""
    return request.POST.get("do") == AUTOSAVE


def _forget_older(request: HttpRequest) -> None:
    """The same open page has come through: what it had put aside is overtaken."""
    kept, page = request.session.get(KEPT), request.POST.getlist("page")
    if kept and page and kept["typed"].get("page") == page:
        del request.session[KEPT]


def _sent(request: HttpRequest) -> dict[str, list[str]]:
    lists = request.POST.lists()
    return {
        name: [str(one) for one in values] for name, values in lists if _is_kept(name)
    }


def _is_kept(name: str) -> bool:
    return name != "csrfmiddlewaretoken" and "password" not in name


def _size(typed: dict[str, list[str]]) -> int:
    return sum(len(one) for values in typed.values() for one in values)


def _put_aside(
    request: HttpRequest, path: str, typed: dict[str, list[str]], by: int | None
) -> bool:
    if _size(typed) > KEPT_MAX:
        return False
    request.session[KEPT] = {"path": path, "typed": typed, "by": by}
    return True
