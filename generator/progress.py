"""A line per stage while something takes time: alive on a terminal, plain in a log."""

import sys
import time
from typing import TextIO


class StageClock:
    """Tells the stage that begins and keeps the seconds each one took."""

    def __init__(self, stream: TextIO | None = None) -> None:
        """Write to `stream`; on a terminal one line is rewritten, elsewhere lines are added."""
        self._stream = stream or sys.stderr
        self._live = self._stream.isatty()
        self._since = time.perf_counter()
        self._stage = ""
        self.seconds: dict[str, float] = {}

    def __call__(self, stage: str) -> None:
        """Begin a stage."""
        self._end()
        self._stage = stage
        if self._live:
            self._stream.write(f"\r\033[K{stage} …")
            self._stream.flush()

    def finish(self) -> None:
        """End the last stage."""
        self._end()
        if self._live:
            self._stream.write("\r\033[K")
            self._stream.flush()

    def _end(self) -> None:
        now = time.perf_counter()
        if self._stage:
            took = now - self._since
            self.seconds[self._stage] = self.seconds.get(self._stage, 0.0) + took
            if not self._live:
                self._stream.write(f"{self._stage} {took:.2f} 秒\n")
        self._since = now
        self._stage = ""
