"""Each test has a folder of stored files of its own."""

import pytest


@pytest.fixture(autouse=True)
def folder(tmp_path, settings):
    settings.CHIIKI_FILES = tmp_path / "files"
    return settings.CHIIKI_FILES
