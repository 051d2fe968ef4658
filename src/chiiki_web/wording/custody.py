"""Words for stored files that are read again, and for promises that are checked."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

WORDING: dict[str, Promise] = {
    "custody.nothing_to_restore": _(
        "Nothing is wrong with this file: it was read and every byte is there."
    ),
    "custody.other_file": _(
        "“%(name)s” is another file: its SHA-256 is not %(sha256)s…. Nothing was changed."
        " Choose the file exactly as it was sent."
    ),
    "custody.still_lost": _(
        "The file is still not in its place. Copy it there from a backup and read again."
    ),
    "custody.still_damaged": _(
        "The file that lies there is not the one that was stored: its SHA-256 or its size"
        " differs. Take it from an older backup."
    ),
    "custody.still_unreadable": _(
        "The site still cannot read the file. Give the account of the site the right to"
        " read it, and see whether the folder of files is mounted."
    ),
    "promises.file_lost": _(
        "Receipt %(receipt)s lists “%(name)s” (SHA-256 %(sha256)s…): the file is lost."
    ),
    "promises.file_damaged": _(
        "Receipt %(receipt)s lists “%(name)s” (SHA-256 %(sha256)s…): the file is damaged."
    ),
    "promises.file_unreadable": _(
        "Receipt %(receipt)s lists “%(name)s” (SHA-256 %(sha256)s…): the file cannot be"
        " read."
    ),
    "promises.file_unknown": _(
        "Receipt %(receipt)s lists “%(name)s” (SHA-256 %(sha256)s…): no such file is"
        " registered."
    ),
    "promises.files_not_read": _(
        "Stored files that were not read again within %(days)s days: %(count)s."
    ),
    "promises.submission_changed": _(
        "What is stored for receipt %(receipt)s is not what was sent: its SHA-256 is not"
        " the one on the receipt."
    ),
    "promises.number_missing": _(
        "The numbers of call %(call)s have a gap: %(numbers)s missing."
    ),
    "promises.number_twice": _(
        "The numbers of call %(call)s were given twice: %(numbers)s."
    ),
    "promises.not_in_history": _(
        "Receipt %(receipt)s was given, and the history does not know it."
    ),
    "promises.not_what_history_says": _(
        "The history says that %(receipt)s was received, and what is stored does not"
        " agree with that."
    ),
    "promises.message_without_deed": _(
        "Message %(message)s “%(subject)s” belongs to no deed in the history."
    ),
    "promises.history_broken": _("The chain of the history is broken: %(where)s."),
}
EVENTS: dict[str, Promise] = {
    "file.lost": _("A stored file was found lost"),
    "file.damaged": _("A stored file was found damaged"),
    "file.unreadable": _("A stored file was found unreadable"),
    "file.restored": _("A stored file can be read again"),
    "file.faults_told": _("Administrators were told of files that cannot be read"),
    "file.cleared": _("A file that belonged to nothing was removed"),
    "promises.broken": _("The daily check found promises that do not hold"),
    "promises.kept_again": _("The daily check found that all promises hold again"),
}
