"""What a person may type: one part on a page, a whole questionnaire in Excel."""

from chiiki_web.answers.forms.part import PartForm, part_form, read_typed
from chiiki_web.answers.forms.sending import UploadForm

__all__ = ["PartForm", "UploadForm", "part_form", "read_typed"]
