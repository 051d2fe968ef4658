"""A region's plan: the problem, the goal, who will use it, what it costs, and after."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from chiiki_web.accounts.models import Organisation
from chiiki_web.documents.models import StoredFile
from chiiki_web.regions.models import Municipality
from chiiki_web.schemes.models import Field

LIFELINES = [
    ("", _("not a lifeline")),
    ("disaster", _("disaster information")),
    ("telemedicine", _("remote medicine")),
    ("watch_children", _("watching over children")),
    ("watch_elderly", _("watching over the old")),
]
NOT_A_LIFELINE = "none"
LIFELINE_ANSWERS = [
    ("", _("not answered")),
    (NOT_A_LIFELINE, _("not a lifeline")),
    *LIFELINES[1:],
]


class Plan(models.Model):
    """The root of a case. An empty text or None means: not said yet."""

    class NeedMethod(models.TextChoices):
        SURVEY = "survey", _("questionnaire")
        INTERVIEWS = "interviews", _("interviews")
        STATISTICS = "statistics", _("statistics")
        TRIAL = "trial", _("trial with users")
        NONE = "none", _("not looked into yet")

    class Payer(models.TextChoices):
        GENERAL_ACCOUNT = "general_account", _("general account of the municipality")
        USERS = "users", _("fees of users")
        OPERATOR = "operator", _("the operator's own income")
        SHARED = "shared", _("shared between municipalities")
        UNDECIDED = "undecided", _("not decided")

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT)
    form_key = models.UUIDField(unique=True)
    version = models.PositiveIntegerField(default=1)
    title = models.CharField(max_length=120)
    field = models.ForeignKey(Field, on_delete=models.PROTECT)
    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT)
    partners = models.ManyToManyField(
        Organisation, blank=True, related_name="partner_plans"
    )
    lifeline = models.CharField(max_length=20, blank=True, choices=LIFELINE_ANSWERS)

    problem = models.TextField(blank=True)
    other_means = models.TextField(blank=True)
    goal = models.TextField(blank=True)
    need_method = models.CharField(max_length=20, blank=True, choices=NeedMethod)
    need_people_asked = models.PositiveIntegerField(null=True, blank=True)
    need_found = models.TextField(blank=True)

    target_users = models.PositiveIntegerField(null=True, blank=True)
    target_uses_per_month = models.PositiveIntegerField(null=True, blank=True)
    baseline_uses_per_month = models.PositiveIntegerField(null=True, blank=True)

    leader_name = models.CharField(max_length=100, blank=True)
    leader_post = models.CharField(max_length=100, blank=True)
    leader_knows_ict = models.BooleanField(null=True, blank=True)
    leader_is_their_job = models.BooleanField(null=True, blank=True)

    trains_people = models.BooleanField(null=True, blank=True)
    training = models.TextField(blank=True)
    creates_jobs = models.BooleanField(null=True, blank=True)
    school_count = models.PositiveSmallIntegerField(null=True, blank=True)
    wanted_anyway = models.BooleanField(null=True, blank=True)
    uses_local_ict_people = models.BooleanField(null=True, blank=True)
    provides_public_service = models.BooleanField(null=True, blank=True)
    based_on_model = models.BooleanField(null=True, blank=True)
    model_followed = models.TextField(blank=True)
    shares_results = models.BooleanField(null=True, blank=True)
    as_consortium = models.BooleanField(null=True, blank=True)
    recommended_by = models.CharField(max_length=120, blank=True)

    requested = models.PositiveBigIntegerField(null=True, blank=True)
    running_cost_per_year = models.PositiveBigIntegerField(null=True, blank=True)
    payer_after = models.CharField(max_length=20, blank=True, choices=Payer)
    after_funding = models.TextField(blank=True)

    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta:
        ordering = ["-changed_at", "-pk"]

    def __str__(self) -> str:
        return self.title

    @property
    def case(self) -> str:
        """The key under which the history keeps everything that follows from it."""
        return f"plan:{self.pk}"


class CostLine(models.Model):
    """One line of the costs, under one of the three heads of the programmes."""

    class Head(models.TextChoices):
        PEOPLE = "people", _("training and securing people")
        SYSTEM = "system", _("design and building of the system")
        EQUIPMENT_PURCHASE = "equipment_purchase", _("equipment: purchase")
        EQUIPMENT_LEASE = "equipment_lease", _("equipment: lease or rental")
        OTHER = "other", _("other")

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="cost_lines")
    head = models.CharField(max_length=30, choices=Head)
    description = models.CharField(max_length=200)
    amount = models.PositiveBigIntegerField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="cost_line_is_positive", condition=Q(amount__gt=0)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.description} {self.amount}"


class Stakeholder(models.Model):
    """Who takes part, and what they agreed to do."""

    class Kind(models.TextChoices):
        LOCAL_GOVERNMENT = "local_government", _("local government")
        PROVIDER = "service_provider", _("service provider")
        VENDOR = "vendor", _("vendor")
        USERS = "user", _("users")
        TRADE_BODY = "trade_body", _("trade body")

    plan = models.ForeignKey(
        Plan, on_delete=models.CASCADE, related_name="stakeholders"
    )
    kind = models.CharField(max_length=20, choices=Kind)
    name = models.CharField(max_length=120)
    part = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name


class CheckAnswer(models.Model):
    """An answer to one item of the check list of success, with its evidence."""

    class State(models.TextChoices):
        YES = "yes", _("in place")
        NOT_YET = "not_yet", _("not yet")
        NO = "no", _("not in place")

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="answers")
    item = models.CharField(max_length=40)
    state = models.CharField(max_length=10, choices=State)
    evidence = models.TextField(blank=True)
    file = models.ForeignKey(
        StoredFile, null=True, blank=True, on_delete=models.PROTECT
    )
    file_name = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(name="check_answer_once", fields=["plan", "item"]),
        ]

    def __str__(self) -> str:
        return f"{self.item}: {self.state}"
