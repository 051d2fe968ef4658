"""What is no table of municipalities is refused with a sentence."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from web import make

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("content", [b"x" * 200_000, b"\x00\xff" * 500, b"a,b\n1,2\n"])
def test_no_table_is_refused_with_the_columns_it_needs(
    client: Client, content: bytes
) -> None:
    client.force_login(make.member("administrator").user)
    upload = SimpleUploadedFile("codes.csv", content, "text/csv")
    answer = client.post("/municipalities/", {"file": upload}, follow=True)
    assert "列を持つ表として読み取れません" in answer.content.decode()


HEAD = "code,prefecture_code,name,kana,kind,latitude\n"


@pytest.mark.parametrize(
    "line", ["011002\n", "011002,010006,札幌市,さっぽろし,city,43,9,9,9\n", ",,,\n"]
)
def test_a_row_of_another_length_is_no_accident(client: Client, line: str) -> None:
    client.force_login(make.member("administrator").user)
    upload = SimpleUploadedFile("codes.csv", (HEAD + line).encode(), "text/csv")
    answer = client.post("/municipalities/", {"file": upload}, follow=True)
    assert answer.status_code == 200
