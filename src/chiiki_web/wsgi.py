"""What the web server calls."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable
from typing import Any

from django.core.wsgi import get_wsgi_application

Environ = dict[str, Any]
Application = Callable[[Environ, Any], Iterable[bytes]]
LONGEST_TURN = 0.0005  # seconds that a request which holds a row waits for another
CHARSET = re.compile(r";\s*charset\s*=[^;]*", re.IGNORECASE)


def in_utf8(inner: Application) -> Application:
    """Let every address and form be read as UTF-8, whatever charset a request claims.

    Every page of the site is UTF-8. A claim such as ``hex`` or ``unicode_escape`` is a
    codec of Python: Django would follow it, and break before any middleware.
    """

    def outer(environ: Environ, start_response: Any) -> Iterable[bytes]:
        claimed = environ.get("CONTENT_TYPE", "")
        environ["CONTENT_TYPE"] = CHARSET.sub("", claimed)
        return inner(environ, start_response)

    return outer


sys.setswitchinterval(LONGEST_TURN)
application = in_utf8(get_wsgi_application())
