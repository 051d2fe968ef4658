"""An edition gets figures and choices, is worked out, and is published for good."""

from uuid import uuid4

import pytest

from chiiki.digests import digest_of
from chiiki_web import queues
from chiiki_web.indices import actions, queries
from chiiki_web.indices.models import Edition, Run
from chiiki_web.refusals import Refusal
from web import make
from web.indices import made
from web.indices.test_defining import reasons, save
from web.make import NOW

pytestmark = pytest.mark.django_db
CHOICES = {"scales": [], "means": [], "missing": [], "weights_within": 10, "seed": 7}


def publish(edition, run, by):
    return actions.publish_edition(edition.pk, run_id=run.pk, by=by, at=NOW)


def test_figures_count_only_when_they_are_taken_over(index, office):
    one = made.edition(index, office)
    offered = actions.offer_figures(
        one.pk, made.figures(), name="a.csv", source="x", by=office, at=NOW
    )
    assert offered.figures is None
    taken = actions.take_figures(
        one.pk, digest=offered.offered["digest"], by=office, at=NOW
    )
    assert len(taken.figures["units"]) == 3
    assert taken.offered is None


def test_figures_that_somebody_else_brought_meanwhile_are_not_taken(index, office):
    one = made.edition(index, office)
    first = actions.offer_figures(
        one.pk, made.figures(), name="a.csv", source="x", by=office, at=NOW
    ).offered["digest"]
    other = made.figures(("sa", 1, 2), ("sb", 2, 3), ("sc", 3, 5))
    actions.offer_figures(one.pk, other, name="b.csv", source="x", by=office, at=NOW)
    why = reasons(actions.take_figures, one.pk, digest=first, by=office, at=NOW)
    assert why == ["indices.offer_changed"]


def test_figures_that_a_step_cannot_serve_are_refused_with_the_step(index, office):
    save(index, made.TEXT.replace('"median"', '"refuse"'), office)
    one = made.edition(index, office)
    gap = made.figures(("sa", None, 2), ("sb", 2, 3), ("sc", 3, 5))
    with pytest.raises(Refusal) as refused:
        actions.offer_figures(one.pk, gap, name="a", source="x", by=office, at=NOW)
    (why,) = refused.value.reasons
    assert (why.code, why.values["unit"]) == ("indices.missing", "sa")


def test_a_run_keeps_everything_that_it_rests_on(edition, office):
    run = made.run(edition, office)
    assert run.state == Run.State.DONE
    assert run.inputs["text"] == made.TEXT
    assert run.inputs["figures"] == edition.figures
    assert run.result["units"] == ["sa", "sb", "sc"]
    assert run.digest == queries.digest_of_run(run)


def test_a_choice_that_the_figures_cannot_serve_is_said(index, office):
    one = made.with_figures(
        made.edition(index, office),
        office,
        made.figures(("sa", 80, 0), ("sb", 60, 3), ("sc", 70, 6)),
    )
    actions.choose(
        one.pk, CHOICES | {"scales": ["distance"]}, version=2, by=office, at=NOW
    )
    run = made.run(one, office)
    assert run.state == Run.State.FAILED
    assert run.faults == [{"code": "indices.not_positive", "values": {"of": "price"}}]


def test_without_figures_nothing_is_worked_out(index, office):
    one = made.edition(index, office)
    why = reasons(actions.ask_for_run, one.pk, form_key=uuid4(), by=office, at=NOW)
    assert why == ["indices.no_figures"]


def test_a_double_click_asks_for_one_run(edition, office):
    key = uuid4()
    for _time in range(2):
        actions.ask_for_run(edition.pk, form_key=key, by=office, at=NOW)
    actions.ask_for_run(edition.pk, form_key=uuid4(), by=office, at=NOW)
    assert edition.runs.count() == 1


def test_run_again_gives_the_same_digest(published, office):
    first = published.run
    again = actions.repeat_run(first.pk, form_key=uuid4(), by=office, at=NOW)
    actions.run_waiting(NOW)
    again.refresh_from_db()
    assert again.digest == first.digest


def test_run_again_draws_as_often_as_then(published, office, monkeypatch):
    monkeypatch.setattr(actions.running, "REPLICATES", 50)
    again = actions.repeat_run(published.run.pk, form_key=uuid4(), by=office, at=NOW)
    assert again.replicates == published.run.replicates


def test_another_seed_gives_another_digest(edition, office):
    """The control: a digest that did not look at the draws would say nothing."""
    first = made.run(edition, office)
    actions.choose(edition.pk, CHOICES, version=2, by=office, at=NOW)
    second = made.run(edition, office)
    actions.choose(edition.pk, CHOICES | {"seed": 8}, version=3, by=office, at=NOW)
    third = made.run(edition, office)
    assert len({first.digest, second.digest, third.digest}) == 3


def test_choices_on_an_edition_that_changed_meanwhile_are_refused(edition, office):
    actions.choose(edition.pk, CHOICES, version=2, by=office, at=NOW)
    why = reasons(
        actions.choose,
        edition.pk,
        CHOICES | {"seed": 9},
        version=2,
        by=office,
        at=NOW,
    )
    assert why == ["indices.edition_changed"]


def test_a_run_of_what_was_is_not_published(edition, office):
    run = made.run(edition, office)
    actions.choose(edition.pk, CHOICES, version=2, by=office, at=NOW)
    assert reasons(publish, edition, run, office) == ["indices.run_overtaken"]


def test_a_changed_definition_overtakes_a_run_too(edition, index, office):
    run = made.run(edition, office)
    save(index, made.TEXT + "\n# changed\n", office)
    assert reasons(publish, edition, run, office) == ["indices.run_overtaken"]


def test_an_unfinished_run_is_not_published(edition, office):
    run = actions.ask_for_run(edition.pk, form_key=uuid4(), by=office, at=NOW)
    assert reasons(publish, edition, run, office) == ["indices.run_unfinished"]


def test_publishing_twice_publishes_once(published, office):
    again = publish(published, published.run, office)
    assert again.published_at == published.published_at


def test_a_published_edition_takes_no_figures_and_no_choices(published, office):
    for call in (
        lambda: made.with_figures(published, office),
        lambda: actions.choose(published.pk, CHOICES, version=2, by=office, at=NOW),
        lambda: actions.ask_for_run(published.pk, form_key=uuid4(), by=office, at=NOW),
    ):
        assert reasons(call) == ["indices.edition_published"]


def test_a_later_edition_and_text_leave_a_published_one_as_it_was(
    published, index, office
):
    before = (digest_of(published.figures), published.run.digest)
    save(index, made.TEXT.replace("direction = -1", "direction = 1"), office)
    made.published(index, office, "2027", 2027)
    published = Edition.objects.get(pk=published.pk)
    assert (digest_of(published.figures), published.run.digest) == before
    assert published.definition.number == 1


def test_a_run_that_a_worker_left_lying_is_taken_up_again(edition, office):
    asked = actions.ask_for_run(edition.pk, form_key=uuid4(), by=office, at=NOW)
    Run.objects.update(state="running", claimed_by="another", claimed_at=NOW)
    assert actions.run_waiting(NOW) is None
    later = NOW + actions.running.QUEUE.left_after * 2
    assert actions.run_waiting(later).pk == asked.pk
    asked.refresh_from_db()
    assert asked.state == Run.State.DONE


def test_a_run_over_which_workers_die_is_given_up(edition, office):
    asked = actions.ask_for_run(edition.pk, form_key=uuid4(), by=office, at=NOW)
    Run.objects.update(tries=queues.MOST_TRIES)
    actions.run_waiting(NOW)
    asked.refresh_from_db()
    assert asked.faults[0]["code"] == "queue.given_up"


def test_another_office_publishes_nothing(edition, office):
    run = made.run(edition, office)
    other = make.member("office")
    assert reasons(publish, edition, run, other) == ["indices.not_yours"]


def test_a_form_that_was_copied_from_another_index_starts_an_edition_here(office):
    first = made.edition(made.index(office), office)
    other = made.index(office, made.TEXT.replace("sample-index", "other-index"))
    said = {
        "code": "2026",
        "year": 2026,
        "name_ja": "2026年版",
        "by": office,
        "at": NOW,
    }
    key = first.form_key
    started = actions.start_edition(other.pk, form_key=key, **said)
    assert (started.index_id, started.form_key == key) == (other.pk, False)
