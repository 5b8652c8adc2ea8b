"""A headless Chromium to look at pages with, spoken to over a pipe: no port is open, nothing is installed."""

import fcntl
import json
import os
import shutil
import signal
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

_FLAGS = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--hide-scrollbars"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync", "--remote-debugging-pipe"),
)
_NAMES = ("chromium", "chromium-browser", "google-chrome")


def found() -> str | None:
    """Path of the browser on this machine; None: there is none."""
    return next((path for path in map(shutil.which, _NAMES) if path), None)


class Tab:
    """One page of a browser."""

    def __init__(self, wire: "_Wire") -> None:
        self._wire = wire
        target = wire.call("Target.createTarget", url="about:blank")["targetId"]
        self._session = str(wire.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"])
        self.call("Page.enable")

    def call(self, method: str, **parameters: Any) -> Any:
        """Ask for something of the DevTools protocol."""
        return self._wire.call(method, self._session, **parameters)

    def show(
        self, page: Path, *, width: int = 1400, height: int = 1000, scheme: str = "light", media: str = ""
    ) -> None:
        """Open a file on a screen so wide, in a ``light`` or ``dark`` scheme, as on ``screen`` or as in ``print``."""
        self.call("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=False)
        scheme_ = {"name": "prefers-color-scheme", "value": scheme}
        self.call("Emulation.setEmulatedMedia", media=media, features=[scheme_])
        self.call("Page.navigate", url=page.resolve().as_uri())
        self._wire.wait("Page.loadEventFired", self._session)

    def evaluate(self, script: str) -> Any:
        """The value of a script within the page; a promise is awaited."""
        answer = self.call("Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True)
        if "exceptionDetails" in answer:
            raise RuntimeError(str(answer["exceptionDetails"])[:500])
        return answer["result"].get("value")


@contextmanager
def tab(seconds: float = 120.0) -> Iterator[Tab]:
    """A tab of a browser of its own that is gone afterwards; an answer may take so many seconds."""
    path = found()
    if path is None:
        raise RuntimeError("no Chromium on this machine")
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        wire = _Wire([path, *_FLAGS, f"--user-data-dir={folder}"], seconds)
        try:
            yield Tab(wire)
        finally:
            wire.close()


class _Wire:
    """Messages to and from one browser."""

    def __init__(self, command: list[str], seconds: float) -> None:
        (theirs, self._out), (self._in, back) = _pipe(), _pipe()
        silent = os.open(os.devnull, os.O_RDWR)
        actions = [
            (os.POSIX_SPAWN_DUP2, have, want) for have, want in ((silent, 1), (silent, 2), (theirs, 3), (back, 4))
        ]
        self._pid = os.posix_spawn(command[0], command, os.environ, file_actions=actions)
        for descriptor in (theirs, back, silent):
            os.close(descriptor)
        os.set_blocking(self._in, False)
        self._seconds = seconds
        self._number = 0
        self._rest = b""
        self._events: list[dict[str, Any]] = []

    def call(self, method: str, session: str = "", **parameters: Any) -> Any:
        self._number += 1
        message: dict[str, Any] = {"id": self._number, "method": method, "params": parameters}
        if session:
            message["sessionId"] = session
        data = json.dumps(message).encode() + b"\0"
        while data:
            data = data[os.write(self._out, data) :]
        for answer in self._messages():
            if answer.get("id") == self._number:
                if "error" in answer:
                    raise RuntimeError(f"{method}: {answer['error']}")
                return answer["result"]
            self._events.append(answer)
        raise TimeoutError(method)

    def wait(self, event: str, session: str) -> None:
        """Until something has happened, or has happened since the last wait."""
        seen, self._events = self._events, []
        if any(one.get("method") == event and one.get("sessionId") == session for one in seen):
            return
        for message in self._messages():
            if message.get("method") == event and message.get("sessionId") == session:
                return
        raise TimeoutError(event)

    def _messages(self) -> Iterator[dict[str, Any]]:
        end = time.monotonic() + self._seconds
        while time.monotonic() < end:
            whole, mark, rest = self._rest.partition(b"\0")
            if mark:
                self._rest = rest
                yield json.loads(whole)
                continue
            try:
                data = os.read(self._in, 1 << 20)
            except BlockingIOError:
                time.sleep(0.01)
                continue
            if not data:
                raise RuntimeError("the browser ended")
            self._rest += data

    def close(self) -> None:
        os.close(self._out)
        os.close(self._in)
        os.kill(self._pid, signal.SIGTERM)
        os.waitpid(self._pid, 0)


def _pipe() -> tuple[int, int]:
    """A pipe whose ends do not lie where the browser expects its own."""
    ends = os.pipe()
    apart = tuple(fcntl.fcntl(end, fcntl.F_DUPFD_CLOEXEC, 10) for end in ends)
    for end in ends:
        os.close(end)
    return apart[0], apart[1]
