"""Why a mail did not go, as one of a few codes that a person can act on."""

from __future__ import annotations

from smtplib import (
    SMTPConnectError,
    SMTPException,
    SMTPRecipientsRefused,
    SMTPResponseException,
    SMTPServerDisconnected,
)

from django.db import models
from django.utils.translation import gettext_lazy as _

FOR_EVER = 500  # from here on a mail server means never, below it means later


class Fault(models.TextChoices):
    AWAY = "away", _("the mail server could not be reached")
    ADDRESS = "address", _("the mail server refuses the address")
    LATER = "later", _("the mail server asks to try later")
    REFUSED = "refused", _("the mail server refuses the mail")
    OTHER = "other", _("the mail could not be made or handed over")


def fault_of(found: Exception) -> Fault:
    """Which of the codes an exception of sending is."""
    if isinstance(found, SMTPRecipientsRefused):
        codes = [code for code, _said in found.recipients.values()]
        return (
            Fault.ADDRESS if max(codes, default=FOR_EVER) >= FOR_EVER else Fault.LATER
        )
    if isinstance(found, (SMTPConnectError, SMTPServerDisconnected)):
        return Fault.AWAY
    if isinstance(found, SMTPResponseException):
        return Fault.REFUSED if found.smtp_code >= FOR_EVER else Fault.LATER
    if isinstance(found, OSError) and not isinstance(found, SMTPException):
        return Fault.AWAY
    return Fault.OTHER
