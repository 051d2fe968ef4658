"""Files go out as downloads that no browser runs, and letters are typeset offline."""

import ast
from io import BytesIO

import pytest
import typst
from django.test import Client
from pypdf import PdfReader

from chiiki_web.documents import actions, kinds, responses, typeset
from house.tree import modules_of_source, short
from web.make import NOW

pytestmark = pytest.mark.django_db
TEMPLATE = """#let data = json(bytes(sys.inputs.data))
#set text(font: "IPAexGothic", fallback: false)
#data.said
"""


def content(response):
    found = b"".join(response.streaming_content)
    response.file_to_stream.close()
    return found


@pytest.fixture
def template(tmp_path):
    path = tmp_path / "letter.typ"
    path.write_text(TEMPLATE, encoding="utf-8")
    return path


def said(pdf):
    return "".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages)


@pytest.mark.parametrize(
    ("length", "status"),
    [("62914561", 400), ("9" * 30, 400), ("x", 403), ("", 403)],
)
def test_a_request_larger_than_any_form_is_refused_before_it_is_read(length, status):
    strict = Client(enforce_csrf_checks=True)
    answer = strict.post("/plans/new/", {"title": "見本"}, CONTENT_LENGTH=length)
    assert answer.status_code == status
    assert "50MBまで" in answer.content.decode() or status != 400


@pytest.mark.parametrize("name", ["計画.pdf", "a b.pdf", '"; x="y.pdf', "𠮷😀.pdf"])
def test_a_file_is_a_download_that_nothing_runs(name):
    stored = actions.store_bytes(b"%PDF-1.7", "application/pdf", at=NOW)
    response = responses.as_download(stored, name)
    assert response["Content-Disposition"].startswith("attachment;")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert response["Content-Type"] == "application/pdf"
    assert content(response) == b"%PDF-1.7"


@pytest.mark.parametrize("suffix", sorted(kinds.BY_SUFFIX))
def test_whatever_is_stored_is_given_out_under_its_own_type_as_a_download(suffix):
    media_type, _beginning = kinds.BY_SUFFIX[suffix]
    hostile = b"<html><svg onload=alert(1)><script>alert(2)</script>" + suffix.encode()
    stored = actions.store_bytes(hostile, media_type, at=NOW)
    response = responses.as_download(stored, f"x{suffix}")
    assert response["Content-Disposition"].startswith("attachment;")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert response["Content-Type"].partition(";")[0] == media_type
    assert content(response) == hostile


def test_no_type_that_is_stored_is_a_page_or_a_drawing():
    types = {media_type for media_type, _beginning in kinds.BY_SUFFIX.values()}
    assert [one for one in types if "html" in one or "svg" in one] == []


@pytest.mark.parametrize("name", ["x.html", "x.svg", "x.xhtml", "x.htm", "x.mht"])
def test_a_page_or_a_drawing_with_scripts_has_no_type_here(name):
    assert kinds.media_type_of(name, b"<svg xmlns='x'>") is None


@pytest.mark.once
def test_files_leave_through_one_door():
    makers = {
        short(path)
        for path, tree in modules_of_source()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "FileResponse"
    }
    assert makers == {"src/chiiki_web/documents/responses.py"}


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("a.csv", "text/csv"),
        ("a.TXT", "text/plain"),
        ("a", "text/csv"),
        ("a.html", "text/csv"),
    ],
)
def test_the_same_bytes_go_out_as_what_their_name_says(name, kind):
    actions.store_bytes(b"a,b", "text/csv", at=NOW)
    stored = actions.store_bytes(b"a,b", "text/plain", at=NOW)
    response = responses.as_download(stored, name)
    assert response["Content-Type"] == kind
    content(response)


@pytest.mark.parametrize(
    "text", ["見本県 交付決定", "#panic() $x$ *a* <b>", "2026年", "\\ \" '"]
)
def test_a_letter_says_what_the_data_says(template, text):
    words = said(typeset.make_pdf(template, {"said": text}))
    assert "".join(words.split()) == "".join(text.split())


@pytest.mark.parametrize("odd", ["😀", "\u202eأهلا", "\u0000", "", "長" * 10_000])
def test_odd_characters_still_make_a_letter(template, odd):
    pdf = typeset.make_pdf(template, {"said": odd})
    assert pdf.startswith(b"%PDF-")


def test_a_letter_needs_its_data(template):
    with pytest.raises(typst.TypstError):
        typeset.make_pdf(template, {"other": "x"})
