"""What a person may type about an application."""

from chiiki_web.applications.forms.answers import AnswerForm
from chiiki_web.applications.forms.applicant import (
    AmountForm,
    CommentForm,
    FileForm,
    StartForm,
    SubmitForm,
    TickForm,
)
from chiiki_web.applications.forms.office import (
    AssignForm,
    CompletenessForm,
    OfficeCommentForm,
    RejectForm,
    ReturnForm,
)

__all__ = [
    "AmountForm",
    "AnswerForm",
    "AssignForm",
    "CommentForm",
    "CompletenessForm",
    "FileForm",
    "OfficeCommentForm",
    "RejectForm",
    "ReturnForm",
    "StartForm",
    "SubmitForm",
    "TickForm",
]
