"""What a letter to a recipient says: by mail in both languages, and to people here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.core.mail import EmailMessage
from django.urls import reverse
from django.utils import translation
from django.utils.functional import Promise, lazy
from django.utils.translation import gettext_lazy as _

from chiiki_web.outbox.actions import Notice
from chiiki_web.surveys.models import Letter, Survey
from chiiki_web.surveys.queries import address_of, token_of
from chiiki_web.surveys.queries.ways import officers_of
from chiiki_web.ui import formats

Kind = Letter.Kind
LONGEST_SUBJECT = 200


@dataclass(frozen=True, slots=True)
class Said:
    """The subject of a mail, its first sentences in both languages, and a message here."""

    subject: str
    ja: str
    en: str
    told: str | Promise
    body: str | Promise


SAID: Mapping[str, Said] = {
    Kind.INVITATION: Said(
        "調査への御協力のお願い",
        "「{title_ja}」を実施しますので、{until_ja}までに御回答くださいますようお願いします。",
        "We ask you to take part in “{title_en}”. Please answer by {until_en}.",
        _("A survey asks your municipality: %(survey)s"),
        _("%(office)s asks for your answers by %(until)s."),
    ),
    Kind.REMINDER: Said(
        "（再度のお願い）調査への御回答について",
        "「{title_ja}」について、まだ御回答を受け取っておりません。"
        "お忙しいところ恐れ入りますが、{until_ja}までに御回答くださいますようお願いします。"
        "行き違いで御回答済みの場合は、御容赦ください。",
        "We have not received your answers to “{title_en}” yet. Please send them by"
        " {until_en}. If you have done so meanwhile, there is nothing to do.",
        _("The answers of your municipality are not there yet: %(survey)s"),
        _("%(office)s asks for your answers by %(until)s. What you began is kept."),
    ),
    Kind.NEW_LINK: Said(
        "調査の回答ページの新しいリンク",
        "「{title_ja}」の回答ページの新しいリンクをお送りします。"
        "以前のリンクは使えなくなりました。回答期限は{until_ja}です。",
        "This is the new link to your answers to “{title_en}”. The one before opens"
        " nothing any more. Please answer by {until_en}.",
        _("A new link to a survey was made: %(survey)s"),
        _(
            "The link that was mailed before opens nothing any more. Answer by %(until)s."
        ),
    ),
    Kind.EXTENSION: Said(
        "調査の回答期限の延長について",
        "「{title_ja}」の回答期限を{until_ja}まで延長しました。"
        "引き続き御協力をお願いします。",
        "“{title_en}” stays open for longer: please answer by {until_en}.",
        _("A survey stays open for longer: %(survey)s"),
        _("%(office)s takes your answers until %(until)s."),
    ),
    Kind.CORRECTION: Said(
        "調査の回答の訂正について",
        "「{title_ja}」の回答を、{until_ja}まで訂正できるようにしました。",
        "You can correct your answers to “{title_en}” until {until_en}.",
        _("You can correct your answers to a survey: %(survey)s"),
        _("%(office)s takes your corrections until %(until)s."),
    ),
}


def mail_of(letter: Letter) -> EmailMessage:
    """The mail with the link; ValueError where the link cannot be made again."""
    recipient, survey = letter.recipient, letter.recipient.survey
    if not token_of(recipient):
        raise ValueError("the key of this installation has changed: renew the link")
    said, values = SAID[letter.kind], _values(letter)
    link = f"{settings.CHIIKI_ADDRESS}{address_of(recipient)}"
    mark = "【見本】" if survey.is_sample else ""
    subject = f"{mark}{said.subject}：{survey.title_ja}"
    contact = f"問合せ先　{survey.contact}\n" if survey.contact else ""
    return EmailMessage(
        subject=" ".join(subject.split())[:LONGEST_SUBJECT],
        body=(
            f"{recipient.name_ja}　御担当者様\n\n"
            f"{said.ja.format(**values)}\n\n"
            f"次のページを開くと、登録をせずに回答できます。\n{link}\n\n"
            "このリンクは貴団体専用です。回答を分担する方の間でお使いになれますが、"
            "団体の外には転送しないでください。\n\n"
            f"{survey.organisation.name_ja}\n{contact}\n"
            "---\n"
            f"{said.en.format(**values)} The link above is yours alone and needs no"
            " account.\n"
        ),
        to=[recipient.email],
        headers={"Message-ID": f"<survey-letter-{letter.pk}@chiiki>"},
    )


def notice_of(letter: Letter) -> Notice:
    """The same as a message to people of the municipality who sign in here."""
    recipient, survey = letter.recipient, letter.recipient.survey
    said = SAID[letter.kind]
    return Notice(
        recipients=officers_of(recipient),
        kind=f"survey.{letter.kind}",
        subject=said.told,
        body=said.body,
        values={
            "survey": lazy(lambda: formats.local(survey, "title"), str)(),
            "office": survey.organisation,
            "until": lazy(formats.day_and_time, str)(_until(letter)),
        },
        path=reverse("surveys:detail", args=[survey.code]),
        key=f"survey.{letter.kind}:{letter.pk}",
    )


def _values(letter: Letter) -> dict[str, str]:
    survey: Survey = letter.recipient.survey
    found = {
        "title_ja": survey.title_ja,
        "title_en": survey.title_en or survey.title_ja,
    }
    for language in ("ja", "en"):
        with translation.override(language):
            found[f"until_{language}"] = formats.day_and_time(_until(letter))
    return found


def _until(letter: Letter) -> datetime:
    recipient = letter.recipient
    return recipient.may_correct_until or recipient.survey.closes_at
