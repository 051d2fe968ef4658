"""Findings of audits stand in the library, each once, with their source."""

import pytest

from chiiki.reference import load_audit
from chiiki_web.audit import queries as audit
from chiiki_web.library import actions
from chiiki_web.library.models import CaseStudy
from web.make import NOW

pytestmark = pytest.mark.django_db
FINDING = {
    "title_ja": "見本の指摘",
    "title_en": "A sample finding",
    "field_id": "welfare",
    "result": "partly",
    "problem_ja": "見本の課題",
    "failed_ja": "ニーズの調査がなかった。",
    "source": "見本の出典",
}


def test_what_the_audit_published_is_there_with_its_source():
    studies = CaseStudy.objects.filter(service=None)
    assert studies.count() == len(load_audit().findings)
    assert not studies.filter(source="").exists()


def test_loading_twice_adds_nothing():
    assert actions.load_findings([FINDING], at=NOW) == 1
    assert actions.load_findings([FINDING], at=NOW) == 0
    study = CaseStudy.objects.get(title_ja="見本の指摘")
    assert [one.name for one in audit.history_of(study)] == ["case_study.published"]


def test_control_without_the_question_it_would_stand_there_twice():
    actions.load_findings([FINDING], at=NOW)
    actions.load_findings([FINDING | {"source": "別の出典"}], at=NOW)
    assert CaseStudy.objects.filter(title_ja="見本の指摘").count() == 2
