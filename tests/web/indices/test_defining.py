"""A definition is checked when it is saved, and kept as one version after the other."""

from uuid import uuid4

import pytest

from chiiki_web.accounts.models import Organisation
from chiiki_web.audit.models import Event
from chiiki_web.indices import actions
from chiiki_web.indices.models import Index
from chiiki_web.refusals import Refusal
from web import make
from web.indices import made
from web.make import NOW

pytestmark = pytest.mark.django_db


def reasons(call, *args, **values):
    with pytest.raises(Refusal) as refused:
        call(*args, **values)
    return [one.code for one in refused.value.reasons]


def save(index, text, by, seen=1):
    return actions.save_definition(index.pk, text, seen=seen, by=by, at=NOW)


def test_an_office_starts_an_index_that_its_text_names(office):
    found = made.index(office)
    assert (found.code, found.name_en) == ("sample-index", "Sample index")
    assert found.definitions.get().number == 1


def test_a_prefecture_keeps_an_index_too():
    prefecture = make.organisation(Organisation.Kind.PREFECTURE)
    assert made.index(make.member("officer", prefecture)).pk


@pytest.mark.parametrize("role", ["officer", "reviewer", "adviser", "auditor"])
def test_nobody_else_keeps_one(role):
    assert reasons(made.index, make.member(role)) == ["indices.offices_only"]
    assert not Index.objects.exists()


def test_a_double_click_starts_one_index(office):
    key = uuid4()
    for _time in range(2):
        actions.start_index(
            form_key=key, kind="other", text=made.TEXT, by=office, at=NOW
        )
    assert Index.objects.count() == 1


def test_a_code_belongs_to_one_index(index, office):
    assert reasons(made.index, office) == ["indices.code_taken"]
    for code, why in (("office", "code_taken"), ("Ü", "code_unfit")):
        text = made.TEXT.replace("sample-index", code)
        assert reasons(made.index, office, text) == [f"indices.{why}"]


def test_a_text_that_cannot_be_read_is_refused_with_what_and_where(index, office):
    broken = made.TEXT.replace('missing = "median"', 'missing = "guess"')
    with pytest.raises(Refusal) as refused:
        save(index, broken, office)
    (why,) = refused.value.reasons
    assert why.code == "indices.unknown_choice"
    assert (why.values["found"], why.values["place"]) == ("guess", "steps.missing")
    assert index.definitions.count() == 1


@pytest.mark.parametrize("code", ["code", "year", "name_ja", "year.price", "団体名"])
def test_a_code_that_a_table_has_already_is_refused(office, code):
    text = made.TEXT.replace('code = "online"', f'code = "{code}"')
    assert reasons(made.index, office, text) == ["indices.column_taken"]


@pytest.mark.parametrize("code", ["s/b", ".."])
def test_a_unit_whose_code_leads_to_no_page_is_refused(office, code):
    text = f'{made.TEXT}[[unit]]\ncode = "{code}"\n'
    assert reasons(made.index, office, text) == ["indices.cell_code"]


def test_a_number_beyond_measure_is_refused(office):
    text = made.TEXT.replace('unit = "%"', f"unit = 0x{'f' * 5_000}")
    assert reasons(made.index, office, text) == ["indices.not_readable"]


def test_more_indicators_than_a_table_holds_are_refused(office):
    one = made.TEXT[made.TEXT.index("[[indicator]]") :].split("[[indicator]]")[1]
    many = "".join(
        "[[indicator]]" + one.replace("online", f"online{at}") for at in range(96)
    )
    assert made.index(office, made.TEXT + many)
    text = (made.TEXT + many + many.replace("online", "more")).replace(
        "sample-index", "wide"
    )
    assert reasons(made.index, office, text) == ["indices.too_wide"]


def test_a_changed_text_is_the_next_version(index, office):
    saved = save(index, made.TEXT.replace("見本の指数", "見本の新しい指数"), office)
    index.refresh_from_db()
    assert (saved.number, index.name_ja) == (2, "見本の新しい指数")
    assert Event.objects.filter(name="index.defined").count() == 2


def test_the_same_text_is_no_new_version(index, office):
    assert save(index, made.TEXT, office).number == 1


def test_the_code_of_an_index_stays(index, office):
    text = made.TEXT.replace("sample-index", "other-index")
    assert reasons(save, index, text, office) == ["indices.code_changed"]


def test_who_saw_an_older_version_overwrites_nothing(index, office):
    save(index, made.TEXT + "\n# one\n", office)
    with pytest.raises(actions.DefinitionHasChanged):
        save(index, made.TEXT + "\n# two\n", office)


def test_without_the_number_that_was_seen_the_second_would_have_hidden_the_first(
    index, office
):
    """The control: who claims to have seen the newest is let through."""
    save(index, made.TEXT + "\n# one\n", office)
    assert save(index, made.TEXT + "\n# two\n", office, seen=2).number == 3


def test_another_office_changes_nothing(index):
    assert reasons(save, index, made.TEXT, make.member("office")) == [
        "indices.not_yours"
    ]
