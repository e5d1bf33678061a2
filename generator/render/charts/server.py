"""One headless Chromium, kept open for all pictures of a build.

Kaleido starts the browser in about 2 s and draws a picture in about 0.05 s once it is open, so a build keeps one. A
thread of its own runs kaleido's event loop; whoever wants a picture waits for it with a limit of time.
"""

from __future__ import annotations

import asyncio
import atexit
import logging
import os
import threading
from concurrent.futures import Future
from typing import Any

#: Seconds to wait for the browser to open, and for one picture.
OPENING = 45.0
DRAWING = 60.0


class BrowserError(RuntimeError):
    """The browser could not be opened or did not draw."""


def _matters(record: logging.LogRecord) -> bool:
    """Tell whether choreographer has more to say than that the browser's last words are no JSON, which it ignores."""
    return not record.getMessage().startswith("JSONError decoding message")


class PictureServer:
    """A browser that draws plotly figures. Opening begins at once and does not block; :meth:`draw` waits for it."""

    def __init__(self, browser: str) -> None:
        self.browser = browser
        self.process = os.getpid()
        self._opened: Future[Any] = Future()
        self._loop = asyncio.new_event_loop()
        self._stop = asyncio.Event()
        self._thread = threading.Thread(target=self._run, name="pictures", daemon=True)
        self._thread.start()

    def draw(self, figure: dict[str, Any], width: int, height: int, scale: float) -> bytes:
        """Return the PNG of a figure.

        Raises:
            BrowserError: the browser did not open, has ended, or took longer than ``DRAWING`` seconds.
        """
        options = {"format": "png", "width": width, "height": height, "scale": scale}
        try:
            kaleido = self._opened.result(OPENING)
            drawn = asyncio.run_coroutine_threadsafe(kaleido.calc_fig(figure, opts=options), self._loop)
            return bytes(drawn.result(DRAWING))
        except Exception as error:  # whatever kaleido raises, the caller only needs to know that there is no picture
            said = str(error.args[0] if error.args else error).strip().splitlines()
            raise BrowserError(said[0] if said else type(error).__name__) from error

    def close(self) -> None:
        """Close the browser. A server that was closed draws no more."""
        if self.process == os.getpid() and self._thread.is_alive():
            self._loop.call_soon_threadsafe(self._stop.set)
            self._thread.join(10)

    def _run(self) -> None:
        try:
            self._loop.run_until_complete(self._serve())
        except Exception as error:  # reported to whoever asks for a picture
            if not self._opened.done():
                self._opened.set_exception(error)
        finally:
            self._loop.close()

    async def _serve(self) -> None:
        import kaleido

        logging.getLogger("choreographer.channels.pipe").addFilter(_matters)
        # MathJax would be fetched from the network.
        drawer = kaleido.Kaleido(n=1, timeout=DRAWING, mathjax=False, path=self.browser)
        # Kaleido would load its page anew after each picture (0.18 s); the page keeps no state between them.
        drawer._return_kaleido_tab = drawer.tabs_ready.put
        await asyncio.wait_for(drawer.open(), OPENING)
        try:
            self._opened.set_result(drawer)
            await self._stop.wait()
        finally:
            await drawer.close()


_lock = threading.Lock()
_current: list[PictureServer] = []


def shared_server(browser: str) -> PictureServer:
    """Return this process's server for ``browser``, starting it when there is none."""
    with _lock:
        alive = _current and _current[0].process == os.getpid() and _current[0].browser == browser
        if not alive:
            if _current:
                _current.pop().close()
            else:
                atexit.register(close_shared_server)
            _current.append(PictureServer(browser))
        return _current[0]


def close_shared_server() -> None:
    """Close this process's server, if one is open."""
    with _lock:
        while _current:
            _current.pop().close()
