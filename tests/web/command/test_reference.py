"""Reference data: complete, and loaded twice it stays as it is."""

from __future__ import annotations

import pytest
from django.utils import timezone

from chiiki_web.audit.models import Event
from chiiki_web.command.reference import load_reference
from chiiki_web.library.models import CaseStudy
from chiiki_web.regions.models import Municipality, Prefecture
from chiiki_web.schemes.models import Field, Programme

pytestmark = pytest.mark.django_db
KINDS = [Prefecture, Municipality, Field, Programme, CaseStudy]


def test_every_municipality_has_its_place() -> None:
    village = Municipality.Kind.NORTHERN_VILLAGE
    assert Prefecture.objects.count() == 47
    assert Municipality.objects.exclude(kind=village).count() == 1741
    assert Municipality.objects.filter(kind=village).count() == 6
    assert Field.objects.count() == 11


def test_a_second_load_changes_nothing() -> None:
    before = [list(kind.objects.values()) for kind in KINDS]
    load_reference(timezone.now())
    assert [list(kind.objects.values()) for kind in KINDS] == before
    assert not Event.objects.exists()


def test_every_published_finding_has_its_source() -> None:
    assert CaseStudy.objects.exists()
    assert not CaseStudy.objects.filter(source="")
