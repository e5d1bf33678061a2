"""A text file's characters with the encoding that gives its bytes back."""

from __future__ import annotations

import codecs
from dataclasses import dataclass

_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))


@dataclass(frozen=True, slots=True)
class Typed:
    """A text without its byte order mark, which is kept beside it.

    ``exact`` tells whether the encoding gives the file's bytes back: GB 18030 has a few characters of two codes.
    """

    text: str
    encoding: str
    mark: bytes = b""
    exact: bool = True

    def encoded(self, text: str) -> bytes | None:
        """Return the bytes of a text in the file's encoding; ``None`` where it cannot hold them."""
        try:
            return self.mark + text.encode(self.encoding)
        except UnicodeEncodeError:
            return None


def typed(data: bytes) -> Typed | None:
    """Return the text of bytes in UTF-8, UTF-16 with its mark, or GB 18030."""
    marked = next(((mark, (one,)) for mark, one in _MARKS if data.startswith(mark)), (b"", ("utf-8", "gb18030")))
    mark, encodings = marked
    for encoding in encodings:
        try:
            text = data[len(mark) :].decode(encoding)
        except UnicodeDecodeError:
            continue
        return Typed(text, encoding, mark, mark + text.encode(encoding) == data)
    return None
