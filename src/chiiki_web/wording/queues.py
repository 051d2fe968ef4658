"""Words for what the worker gave up."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

WORDING: dict[str, Promise] = {
    "queue.broke": _(
        "The program broke off %(tries)s times (%(found)s). Please tell those who run this site."
    ),
    "queue.given_up": _(
        "The calculation broke off %(tries)s times. Please tell those who run this site."
    ),
}
