"""What an answer tells, to be compared with another byte for byte."""

import re
from typing import Any

# The form's token and the way back, which is the address that was asked.
_OWN = re.compile(rb'(?<=name="csrfmiddlewaretoken" value=")\w+|(?<=name="next" value=")[^"]*')
_HEADERS = ("Content-Type", "Location", "Last-Modified", "Cache-Control", "Retry-After", "Allow", "X-Robots-Tag")


def told(answer: Any) -> tuple[int, dict[str, str | None], bytes]:
    """The status, the headers and the body of an answer, without its token and its own address."""
    return answer.status_code, {name: answer.headers.get(name) for name in _HEADERS}, _OWN.sub(b"", answer.content)
