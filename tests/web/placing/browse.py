"""The pages of the board as somebody opens them and presses their buttons."""

from django.urls import reverse

from web import visit


def board(one):
    return reverse("placing:board", args=[one.pk])


def shown(client, who, address, **params):
    return visit.text(visit.get(client, who, address, **params))


def said(response):
    """The messages of a deed, in one text."""
    return " ".join(str(m) for m in response.context["messages"])


def do(client, who, name, pk, *more, **typed):
    client.force_login(who.user)
    address = reverse(f"placing:{name}", args=[pk, *more])
    return client.post(address, typed, follow=True)
