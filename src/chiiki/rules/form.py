"""The form of a scheme: what applicants attach, and what they are asked beside the plan."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from chiiki.words import Words


class FileType(StrEnum):
    PDF = "pdf"
    XLSX = "xlsx"
    DOCX = "docx"
    PPTX = "pptx"
    JPG = "jpg"
    PNG = "png"
    CSV = "csv"
    TXT = "txt"


class QuestionType(StrEnum):
    TEXT = "text"
    LONG_TEXT = "long_text"
    NUMBER = "number"
    YEN = "yen"
    YES_NO = "yes_no"
    CHOICE = "choice"
    CHOICES = "choices"


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """A file that the form asks for; ``when`` is an expression over facts, if it depends.

    ``most_bytes`` is the largest size of one file; ``was`` the code in an earlier form.
    """

    code: str
    words: Words
    help_words: Words | None
    required: bool
    when: str | None
    types: tuple[FileType, ...]
    most_bytes: int | None
    was: str | None
    source: Words
    assumed: bool

    def text(self, lang: str) -> str:
        return self.words.text(lang)


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    code: str
    words: Words

    def text(self, lang: str) -> str:
        return self.words.text(lang)


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtraQuestion:
    """A question beside the plan; ``longest`` counts characters, ``was`` is its old code."""

    code: str
    words: Words
    help_words: Words | None
    type: QuestionType
    required: bool
    when: str | None
    longest: int | None
    choices: tuple[Choice, ...]
    was: str | None
    source: Words
    assumed: bool

    def text(self, lang: str) -> str:
        return self.words.text(lang)


@dataclass(frozen=True, slots=True, kw_only=True)
class FormVersion:
    """One version of a form. Codes are unique, also across attachments and questions."""

    version: str
    attachments: tuple[Attachment, ...]
    questions: tuple[ExtraQuestion, ...]

    @property
    def items(self) -> tuple[Attachment | ExtraQuestion, ...]:
        """Return everything that the form asks, attachments first."""
        return (*self.attachments, *self.questions)

    def attachment(self, code: str) -> Attachment | None:
        return next((one for one in self.attachments if one.code == code), None)

    def question(self, code: str) -> ExtraQuestion | None:
        return next((one for one in self.questions if one.code == code), None)
