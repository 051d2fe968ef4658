"""Words for answering a survey: refusals, events, details."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

WORDING: dict[str, Promise] = {
    "answers.changed_meanwhile": _(
        "The answers were changed since you opened this page. Please look again and submit."
    ),
    "answers.choose_again": _(
        "One of the two answers was changed since you opened this page. Please look again and choose."
    ),
    "answers.choose_one": _(
        "You chose two different answers to one question. Please leave one of them."
    ),
    "answers.choose_side": _(
        "Some questions were answered differently on the site. Please choose for each which answer holds."
    ),
    "answers.closed": _("The survey is not open now. Nothing was saved."),
    "answers.effect_not_asked": _(
        "%(cell)s says “%(status)s”, so that no effect is asked and this answer will not"
        " count. Empty this cell (write “%(sign)s” where it was answered before), or"
        " correct %(cell)s if the system runs."
    ),
    "answers.empty_keeps": _(
        "This cell is empty. What was answered stays; to take it away, write %(sign)s."
    ),
    "answers.expectation_not_asked": _(
        "A system of this field runs (%(cells)s), so that no expectation is asked and this"
        " answer will not count. Empty this cell (write “%(sign)s” where it was answered"
        " before), or correct %(cells)s."
    ),
    "answers.line_twice": _(
        "The same line stands in %(first)s with another answer. Leave one of the two."
    ),
    "answers.no_sheet": _(
        "This is not a sheet of a survey. Please fill in the sheet that you download here."
    ),
    "answers.no_tick": _("Tick with %(tick)s, or leave the cell empty."),
    "answers.not_in_list": _("Choose one of these: %(choices)s"),
    "answers.not_whole": _(
        "Some questions still need an answer before you can submit. They are listed below."
    ),
    "answers.nothing_yet": _("Nothing is answered yet."),
    "answers.other_form": _(
        "This page was opened for other answers. Please open it again."
    ),
    "answers.other_questionnaire": _(
        "The questionnaire has changed since this sheet was downloaded. Please download it again."
    ),
    "answers.other_recipient": _(
        "This is the sheet of %(found)s, not yours. Nothing was changed."
    ),
    "answers.other_survey": _(
        "This sheet belongs to another survey (%(found)s). Nothing was changed."
    ),
    "answers.question_not_asked": _(
        "%(condition)s This answer will not count. Empty this cell (write “%(sign)s” where"
        " it was answered before), or correct the earlier answer."
    ),
    "answers.seconds_wait": _(
        "Some questions have two answers. Please choose first which one holds."
    ),
    "answers.sheet_not_ready": _(
        "This file cannot be taken over: correct it and send it again."
    ),
    "answers.unknown_line": _("The questionnaire does not have this line any more."),
}

EVENTS: dict[str, Promise] = {
    "answer.begun": _("First answers to a survey saved"),
    "answer.corrected": _("Answers to a survey corrected and submitted again"),
    "answer.sheet_taken": _("Excel sheet of a survey taken over"),
    "answer.submitted": _("Answers to a survey submitted"),
}

DETAILS: dict[str, Promise] = {
    "answers": _("number of answers"),
    "gaps": _("questions left open"),
    "receipt": _("receipt number"),
}
