"""What people are told: readable in the site, and mailed by the worker."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.utils.translation import get_language

from chiiki_web.documents.models import StoredFile
from chiiki_web.outbox.faults import Fault
from chiiki_web.outbox.groups import BINDING, Delivery, Group

MAX_ATTEMPTS = 12  # with the pauses between them, nearly three days


def pause_after(attempts: int) -> timedelta:
    return timedelta(minutes=2**attempts)


class Message(models.Model):
    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="messages"
    )
    kind = models.CharField(max_length=60)
    subject = models.CharField(max_length=200)
    body = models.TextField()
    translations = models.JSONField(default=dict, blank=True)
    path = models.CharField(max_length=200, blank=True)
    signed_path = models.CharField(max_length=200, blank=True)
    dedupe_key = models.CharField(max_length=160, unique=True)
    delivery = models.CharField(
        max_length=10, choices=Delivery, default=Delivery.IMMEDIATE
    )
    created_at = models.DateTimeField()
    enclosure = models.ForeignKey(
        StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    enclosure_name = models.CharField(max_length=120, blank=True)
    held_until = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    tried_at = models.DateTimeField(null=True, blank=True)
    last_error = models.CharField(max_length=300, blank=True)
    fault = models.CharField(max_length=10, choices=Fault, blank=True)
    read_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["recipient", "read_at"], name="message_unread"),
            models.Index(fields=["sent_at", "attempts"], name="message_unsent"),
        ]

    def __str__(self) -> str:
        return self.subject

    @property
    def words(self) -> dict[str, str]:
        """Subject and body in the language that is read now; else as they were mailed."""
        mailed = {"subject": self.subject, "body": self.body}
        found: dict[str, str] = self.translations.get(get_language(), mailed)
        return found

    @property
    def has_failed(self) -> bool:
        is_mailed = self.delivery != Delivery.NONE
        return self.sent_at is None and is_mailed and self.attempts > 0

    @property
    def next_try_at(self) -> datetime | None:
        """When the worker tries it by itself: after each failure the pause doubles."""
        if self.tried_at is None or not self.has_failed or self.is_given_up:
            return None
        return self.tried_at + pause_after(self.attempts)

    @property
    def is_given_up(self) -> bool:
        return self.sent_at is None and self.attempts >= MAX_ATTEMPTS

    @property
    def is_in_site_only(self) -> bool:
        return self.sent_at is None and self.delivery == Delivery.NONE


class MailChoice(models.Model):
    """How a person wants one group of messages to be mailed; no row: as is usual."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="mail_choices"
    )
    group = models.CharField(max_length=20, choices=Group)
    delivery = models.CharField(max_length=10, choices=Delivery)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(name="mail_choice_once", fields=["user", "group"]),
            models.CheckConstraint(
                name="mail_choice_binding_is_mailed",
                condition=~models.Q(group__in=sorted(BINDING), delivery=Delivery.NONE),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.group}: {self.delivery}"
