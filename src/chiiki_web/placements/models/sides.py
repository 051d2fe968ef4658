"""The two sides that agree on a placement and answer for it."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Side(models.TextChoices):
    REGION = "region", _("region")
    MANAGER = "manager", _("manager")
