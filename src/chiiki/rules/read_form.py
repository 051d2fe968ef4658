"""Read the form of a scheme: attachments and questions, each code once."""

from __future__ import annotations

from chiiki.rules.form import (
    Attachment,
    Choice,
    ExtraQuestion,
    FileType,
    FormVersion,
    QuestionType,
)
from chiiki.rules.requirement import UNNAMED, Sources, read_condition
from chiiki.rules.table import Table

CHOOSING = (QuestionType.CHOICE, QuestionType.CHOICES)
WRITING = (QuestionType.TEXT, QuestionType.LONG_TEXT)


def read_form(table: Table, sources: Sources) -> FormVersion:
    """Return the form; a code that stands twice is refused."""
    form = FormVersion(
        version=table.text("version"),
        attachments=tuple(
            _attachment(row, sources) for row in table.tables("attachments")
        ),
        questions=tuple(_question(row, sources) for row in table.tables("questions")),
    )
    codes = [one.code for one in form.items]
    for code in sorted({code for code in codes if code and codes.count(code) > 1}):
        table.refuse("rules.duplicate_code", key="code", found=code)
    table.done()
    return form


def _attachment(table: Table, sources: Sources) -> Attachment:
    source = table.one_of("source", sources)
    types = table.some_of("types", [*FileType])
    if not types:
        table.refuse("rules.missing_part", key="types")
    attachment = Attachment(
        code=table.text("code"),
        words=table.words(),
        help_words=table.words_or_none("help_"),
        required=table.flag("required"),
        when=read_condition(table),
        types=tuple(FileType(one) for one in types if one in [*FileType]),
        most_bytes=table.positive_or_none("most_bytes"),
        was=table.text_or_none("was"),
        source=sources.get(source, UNNAMED),
        assumed=table.flag("assumed"),
    )
    table.done()
    return attachment


def _question(table: Table, sources: Sources) -> ExtraQuestion:
    source = table.one_of("source", sources)
    kind = QuestionType(table.one_of("type", [*QuestionType]))
    choices = tuple(_choice(row) for row in table.tables("choices"))
    longest = table.positive_or_none("longest")
    if bool(choices) != (kind in CHOOSING):
        table.refuse("rules.wrong_part", key="choices")
    if longest is not None and kind not in WRITING:
        table.refuse("rules.wrong_part", key="longest")
    question = ExtraQuestion(
        code=table.text("code"),
        words=table.words(),
        help_words=table.words_or_none("help_"),
        type=kind,
        required=table.flag("required"),
        when=read_condition(table),
        longest=longest,
        choices=choices,
        was=table.text_or_none("was"),
        source=sources.get(source, UNNAMED),
        assumed=table.flag("assumed"),
    )
    codes = [choice.code for choice in choices]
    if len(set(codes)) < len(codes):
        table.refuse("rules.duplicate_code", key="choices", found=question.code)
    table.done()
    return question


def _choice(table: Table) -> Choice:
    choice = Choice(code=table.text("code"), words=table.words())
    table.done()
    return choice
