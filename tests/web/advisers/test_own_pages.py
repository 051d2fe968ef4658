"""An adviser writes, sends, takes back, puts in a photo, marks a calendar."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from chiiki import periods
from chiiki_web.advisers.models import Statement, Unavailable
from web import make
from web.advisers import made
from web.visit import content, get, post, send_too_late, text

pytestmark = pytest.mark.django_db
MINE, STATE, BEGIN, PHOTO, RECALL, DROP, CALENDAR = (
    reverse(f"advisers:{name}")
    for name in ("mine", "state", "begin", "put_photo", "recall", "drop", "calendar")
)


@pytest.fixture
def person():
    return make.member("adviser")


@pytest.fixture
def adviser():
    return made.adviser(profile_ja="見本の略歴")


def picture(size=(900, 600), kind="JPEG", **more):
    file = io.BytesIO()
    Image.new("RGB", size, "#336699").save(file, kind, **more)
    return SimpleUploadedFile(f"photo.{kind.lower()}", file.getvalue())


def offered(**changes):
    plain = {
        name: value if name in {"fields_known", "sides", "languages"} else value[0]
        for name, value in made.OFFERED.items()
    }
    return plain | changes


def test_opening_a_page_begins_nothing(client, person):
    for address in (MINE, STATE, BEGIN, DROP, RECALL, PHOTO):
        get(client, person, address)
    assert not Statement.objects.exists()


def test_somebody_new_is_led_to_an_offer(client, person):
    assert "アドバイザーに応募する" in text(get(client, person, MINE))
    assert post(client, person, BEGIN)["Location"] == STATE
    assert "応募の内容を作成中" in text(get(client, person, MINE))
    response = post(client, person, STATE, **offered(do="send"))
    assert response["Location"] == MINE
    assert Statement.objects.get().said["capacity_days"] == 8


def test_what_is_half_typed_is_there_again(client, person):
    post(client, person, BEGIN)
    typed = {"capacity_days": "多め", "speciality_ja": "見守り😀", "do": "keep"}
    assert post(client, person, STATE, **typed)["Location"] == STATE
    html = text(get(client, person, STATE))
    assert 'value="多め"' in html
    assert 'value="見守り😀"' in html
    assert "field-bad" not in html, "no fault is found before it is sent"


def test_a_script_keeps_what_is_typed(client, person):
    post(client, person, BEGIN)
    response = post(
        client, person, STATE, speciality_ja="見守", do="autosave", page="a"
    )
    assert response.json()["state"] == "saved"
    assert Statement.objects.get().typed["speciality_ja"] == ["見守"]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"sides": []}, "必須"),
        ({"languages": ["xx"]}, "xx"),
        ({"capacity_days": "0"}, "1"),
        ({"capacity_days": "400"}, "366"),
        ({"municipality": "ない市"}, "ない市"),
        ({"profile_ja": "長" * 4_001}, "4000"),
        ({"employers-0-since": "いつか"}, "いつか"),
    ],
)
def test_what_cannot_be_sent_says_why_and_stays(client, person, changes, words):
    post(client, person, BEGIN)
    typed = offered(do="send", speciality_en="Typed 😀", **changes)
    html = text(post(client, person, STATE, **typed))
    assert words in html
    assert 'value="Typed 😀"' in html
    assert Statement.objects.get().state == "draft"


def test_a_change_is_sent_and_the_public_page_waits(client, adviser):
    member = adviser.membership
    post(client, member, BEGIN)
    assert 'value="見守りのICT"' in text(get(client, member, STATE))
    held = Statement.objects.get()
    post(
        client,
        member,
        STATE,
        **held.typed | {"speciality_ja": "遠隔医療", "do": "send"},
    )
    assert Statement.objects.get().said == {"speciality_ja": "遠隔医療"}
    html = text(client.get(reverse("advisers:detail", args=[adviser.pk])))
    assert "遠隔医療" not in html
    assert "事務局が確認しています" in text(get(client, member, MINE))
    assert get(client, member, STATE)["Location"] == MINE


def test_what_was_sent_can_be_taken_back_and_given_up(client, person):
    made.offer(person)
    assert post(client, person, RECALL)["Location"] == STATE
    assert post(client, person, DROP)["Location"] == MINE
    assert Statement.objects.get().state == "withdrawn"


def test_what_was_typed_survives_signing_in_again(client, person):
    made.statement(person)
    send_too_late(client, person, STATE, {"speciality_ja": "書きかけ"})
    assert 'value="書きかけ"' in text(get(client, person, STATE))


def test_a_page_that_somebody_else_opened_saves_nothing(client, person):
    made.statement(person)
    typed = {"speciality_ja": "他人", "writer": "999999", "do": "autosave"}
    assert post(client, person, STATE, **typed).json()["state"] == "other"
    assert "speciality_ja" not in Statement.objects.get().typed


def test_a_photo_is_written_anew_without_what_hides_in_it(client, person):
    made.statement(person)
    exif = Image.Exif()
    exif[0x010F], exif[0x0112] = "SECRET-CAMERA", 6
    upload = picture(exif=exif)
    assert b"SECRET-CAMERA" in upload.read()
    upload.seek(0)
    post(client, person, PHOTO, photo=upload)
    held = Statement.objects.get()
    address = reverse("advisers:stated_photo", args=[held.pk])
    response = get(client, person, address)
    assert response["Content-Type"] == "image/jpeg"
    assert response["X-Content-Type-Options"] == "nosniff"
    written = content(response)
    assert b"SECRET-CAMERA" not in written
    assert Image.open(io.BytesIO(written)).size == (640, 640)


@pytest.mark.parametrize(
    ("upload", "words"),
    [
        (SimpleUploadedFile("a.jpg", b"<svg onload=alert(1)>"), "a.jpg"),
        (SimpleUploadedFile("a.jpg", picture().read()[:900]), "a.jpg"),
        (picture((120, 900)), "200"),
        (SimpleUploadedFile("a.gif", b"GIF89a" + b"\0" * 50), "a.gif"),
    ],
)
def test_what_is_no_photo_is_refused_in_words(client, person, upload, words):
    made.statement(person)
    upload.seek(0)
    client.force_login(person.user)
    html = text(client.post(PHOTO, {"photo": upload}, follow=True))
    assert words in html
    assert Statement.objects.get().photo is None


def test_a_photo_is_taken_out_and_none_chosen_is_said(client, person):
    made.statement(person)
    post(client, person, PHOTO, photo=picture(kind="PNG"))
    assert Statement.objects.get().photo is not None
    post(client, person, PHOTO, do="remove")
    assert Statement.objects.get().photo is None
    html = text(client.post(PHOTO, {}, follow=True))
    assert "先に写真を" in html


def test_nobody_else_sees_a_photo_before_it_is_approved(client, person):
    made.statement(person)
    post(client, person, PHOTO, photo=picture())
    held = Statement.objects.get()
    address = reverse("advisers:stated_photo", args=[held.pk])
    office, other = make.member("office"), make.member("adviser")
    assert get(client, other, address).status_code == 404
    assert get(client, office, address).status_code == 404, "it was not sent yet"
    Statement.objects.filter(pk=held.pk).update(state="sent", sent_at=timezone.now())
    response = get(client, office, address)
    assert response.status_code == 200
    content(response)


def test_days_are_ticked_and_a_longer_absence_is_typed(client, adviser):
    member = adviser.membership
    month = periods.add_months(timezone.localdate(), 1)
    address = f"{CALENDAR}?month={month:%Y-%m}"
    days = [month.replace(day=3).isoformat(), "x", "2026-02-31"]
    assert post(client, member, address, day=days, do="keep")["Location"] == address
    assert Unavailable.objects.get().first_day.day == 3
    span = {"first_day": f"{month:%Y-%m}-05", "last_day": f"{month:%Y-%m}-08"}
    post(client, member, address, do="away", **span)
    assert Unavailable.objects.count() == 2
    post(client, member, address, do="month-away")
    assert Unavailable.objects.count() == 1
    post(client, member, address, do="month-free")
    assert not Unavailable.objects.exists()


def test_a_span_that_cannot_be_says_so_and_stays(client, adviser):
    typed = {"first_day": "R9.2.10", "last_day": "R9.2.1", "do": "away"}
    html = text(post(client, adviser.membership, CALENDAR, **typed))
    assert 'value="R9.2.10"' in html
    assert "終わりの日が" in html
    html = text(
        post(
            client, adviser.membership, CALENDAR, first_day="昔", last_day="", do="away"
        )
    )
    assert "昔" in html


def test_who_has_no_entry_has_no_calendar(client, person):
    assert "登録されていません" in text(get(client, person, CALENDAR))


def test_a_month_that_is_past_is_not_marked_any_more(client, adviser):
    year = periods.fiscal_year_period(periods.fiscal_year(timezone.localdate()))
    address = f"{CALENDAR}?month={year.start:%Y-%m}"
    response = post(client, adviser.membership, address, do="month-away")
    is_past = timezone.localdate() >= periods.add_months(year.start, 1)
    assert (response.status_code == 200) is is_past
    assert Unavailable.objects.exists() is not is_past
