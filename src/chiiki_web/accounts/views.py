"""Pages about people: which hat, which language, and who belongs where."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from chiiki_web import access, refusals
from chiiki_web.accounts import actions, forms, queries
from chiiki_web.accounts.middleware import HAT
from chiiki_web.accounts.models import Membership, Organisation, User
from chiiki_web.accounts.requests import MemberRequest

YEAR = 365 * 24 * 3600
PER_PAGE = 50


@access.public
def set_language(request: HttpRequest) -> HttpResponse:
    """Keep the language on this device, and with the person if signed in.

    A form that stands on the page keeps what was typed into it.
    """
    back = _next(request)
    access.keep_carried(request, urlsplit(back).path)
    response = HttpResponseRedirect(back)
    language = request.POST.get("language", "")
    if language in dict(settings.LANGUAGES):
        if isinstance(request.user, User):
            actions.choose_language(request.user, language)
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME, language, max_age=YEAR, samesite="Lax"
        )
    return response


@access.signed_in
def choose_hat(request: HttpRequest) -> HttpResponse:
    """Act for another organisation or in another role from now on."""
    wanted = request.POST.get("membership", "")
    if any(str(one.pk) == wanted for one in request.memberships):  # type: ignore[attr-defined]
        request.session[HAT] = int(wanted[:18])
    return redirect(settings.LOGIN_REDIRECT_URL)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A page that was opened before signing in again: what was typed there comes back."""
    retries = access.saves_itself(request) and request.user.is_authenticated
    if not retries and access.keep_typed(request):
        if request.user.is_anonymous:
            return redirect_to_login(request.get_full_path())
        messages.warning(
            request, _("The page was open too long, so nothing has been sent yet.")
        )
        return HttpResponseRedirect(request.get_full_path())
    return render(request, "403_csrf.html", {"reason": reason}, status=403)


@access.role("administrator", "auditor")
def organisations(request: MemberRequest) -> HttpResponse:
    """Every organisation, and a form for a new one."""
    form = forms.OrganisationForm(access.typed(request))
    may_change = request.member.role == Membership.Role.ADMINISTRATOR
    if request.method == "POST" and may_change and form.is_valid():
        made = actions.register_organisation(
            by=request.member, at=timezone.now(), **form.cleaned_data
        )
        messages.success(request, _("The organisation is registered. Add its people."))
        return redirect("accounts:organisation", made.pk)
    text = request.GET.get("q", "")
    page = Paginator(queries.organisations(text), PER_PAGE).get_page(
        request.GET.get("page")
    )
    return render(
        request,
        "accounts/organisations.html",
        {"page": page, "q": text, "form": form, "may_change": may_change},
    )


@access.role("administrator", "auditor")
def organisation(request: MemberRequest, pk: int) -> HttpResponse:
    """One organisation and its people; an administrator adds a person."""
    found = get_object_or_404(Organisation, pk=pk)
    form = forms.MemberForm(access.typed(request))
    may_change = request.member.role == Membership.Role.ADMINISTRATOR
    if request.method == "POST" and may_change and form.is_valid():
        try:
            actions.add_member(
                found.pk, by=request.member, at=timezone.now(), **form.cleaned_data
            )
        except actions.CannotChangeMembers as refusal:
            refusals.say(request, refusal)
        else:
            messages.success(
                request,
                _("Added. A new person sets a password with “Forgot your password?”."),
            )
            return redirect("accounts:organisation", found.pk)
    return render(
        request,
        "accounts/organisation.html",
        {
            "organisation": found,
            "members": queries.members_of(found),
            "form": form,
            "may_change": may_change,
        },
    )


@access.role("administrator")
def change_email(request: MemberRequest, pk: int) -> HttpResponse:
    """Give a person another address to sign in with."""
    person = get_object_or_404(User, pk=pk)
    form = forms.EmailForm(access.typed(request))
    held = list(person.memberships.select_related("organisation").order_by("-pk"))
    home = held[0].organisation if held else None
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_email(
                person.pk, by=request.member, at=timezone.now(), **form.cleaned_data
            )
        except actions.CannotChangeMembers as refusal:
            refusals.say(request, refusal)
        else:
            messages.success(
                request,
                _(
                    "The address is changed. The person keeps their password, or sets one"
                    " with “Forgot your password?”."
                ),
            )
            if home:
                return redirect("accounts:organisation", home.pk)
            return redirect("accounts:organisations")
    return render(
        request,
        "accounts/email.html",
        {"person": person, "held": held, "home": home, "form": form},
    )


@access.role("administrator")
def end_membership(request: MemberRequest, pk: int) -> HttpResponse:
    """Take a role away from today on."""
    member = get_object_or_404(Membership, pk=pk)
    if request.method == "POST":
        try:
            actions.end_membership(
                member.pk,
                by=request.member,
                at=timezone.now(),
                on=timezone.localdate(),
            )
        except actions.CannotChangeMembers as refusal:
            refusals.say(request, refusal)
        else:
            messages.success(request, _("The role ends today."))
    return redirect("accounts:organisation", member.organisation_id)


def _next(request: HttpRequest) -> str:
    wanted = request.POST.get("next", "")
    if wanted.startswith("/") and url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}
    ):
        return wanted
    return "/"
