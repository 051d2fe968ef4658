"""People, organisations, and the hats that people wear in them."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.translation import gettext_lazy as _

from chiiki_web.regions.models import Municipality, Prefecture
from chiiki_web.ui import formats


class UserManager(BaseUserManager["User"]):
    def create_user(
        self, email: str, password: str | None = None, **fields: Any
    ) -> User:
        user = self.model(email=self.normalize_email(email), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """A person who signs in with a mail address. Rights come from memberships alone."""

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=100)
    language = models.CharField(
        max_length=2, choices=[("ja", "日本語"), ("en", "English")], default="ja"
    )
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[UserManager] = UserManager()
    hats: list[Membership] | None = None  # of today, where queries fetched them too
    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    def __str__(self) -> str:
        return self.name

    def get_full_name(self) -> str:
        return self.name


class Organisation(models.Model):
    class Kind(models.TextChoices):
        MUNICIPALITY = "municipality", _("municipality")
        PREFECTURE = "prefecture", _("prefecture")
        THIRD_SECTOR = "third_sector", _("third-sector company")
        NPO = "npo", _("NPO")
        OFFICE = "office", _("programme office")
        AUDIT = "audit", _("audit body")
        OTHER = "other", _("other organisation")

    name_ja = models.CharField(max_length=120)
    name_en = models.CharField(max_length=120, blank=True)
    kind = models.CharField(max_length=20, choices=Kind)
    prefecture = models.ForeignKey(
        Prefecture, null=True, blank=True, on_delete=models.PROTECT
    )
    municipality = models.ForeignKey(
        Municipality, null=True, blank=True, on_delete=models.PROTECT
    )
    corporate_number = models.CharField(max_length=13, blank=True)
    head_title = models.CharField(max_length=60, blank=True)
    is_sample = models.BooleanField(default=False)

    class Meta:
        ordering = ["name_ja"]

    def __str__(self) -> str:
        return self.name_ja

    @property
    def is_local_government(self) -> bool:
        return self.kind in {self.Kind.MUNICIPALITY, self.Kind.PREFECTURE}


class Membership(models.Model):
    """One person in one organisation in one role: the hat that an action is done in."""

    class Role(models.TextChoices):
        OFFICER = "officer", _("officer")
        OFFICE = "office", _("programme office")
        REVIEWER = "reviewer", _("reviewer")
        ADVISER = "adviser", _("adviser")
        AUDITOR = "auditor", _("auditor")
        ADMINISTRATOR = "administrator", _("administrator")

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="memberships")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="memberships"
    )
    role = models.CharField(max_length=20, choices=Role)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                name="membership_once",
                fields=["user", "organisation", "role"],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}{formats.in_brackets(self.get_role_display())}"


# Who may sit where: each kind of organisation and the roles that its people can have.
# A reviewer or an adviser may come from anywhere but the body that audits.
_APPLICANT = {
    Membership.Role.OFFICER,
    Membership.Role.REVIEWER,
    Membership.Role.ADVISER,
}
ROLES_IN = {
    Organisation.Kind.MUNICIPALITY: _APPLICANT,
    Organisation.Kind.PREFECTURE: _APPLICANT,
    Organisation.Kind.THIRD_SECTOR: _APPLICANT,
    Organisation.Kind.NPO: _APPLICANT,
    Organisation.Kind.OTHER: _APPLICANT,
    Organisation.Kind.OFFICE: {
        Membership.Role.OFFICE,
        Membership.Role.ADMINISTRATOR,
        Membership.Role.REVIEWER,
        Membership.Role.ADVISER,
    },
    Organisation.Kind.AUDIT: {Membership.Role.AUDITOR},
}


class FailedSignIn(models.Model):
    """A wrong password: counted by address typed and by client, in one place for all
    servers. The address stands here as a digest, because people type passwords there."""

    address = models.CharField(max_length=64)
    client = models.CharField(max_length=45)
    tried_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        indexes = [
            models.Index(fields=["address", "tried_at"], name="failed_by_address"),
            models.Index(fields=["client", "tried_at"], name="failed_by_client"),
        ]

    def __str__(self) -> str:
        return f"{self.client} {self.tried_at}"
