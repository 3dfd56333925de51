"""Work that goes on in a second process, which begins as a copy of this one.

Nothing is pickled on the way in, and only the answer on the way back, so the answer must be small:
pickling what was read from the files of a list takes as long as reading them.
"""

import gc
import multiprocessing
import signal
from collections.abc import Callable
from contextlib import suppress
from multiprocessing.connection import Connection
from types import TracebackType
from typing import Generic, Self, TypeVar

T = TypeVar("T")


class WorkerDied(Exception):
    """The second process ended without an answer; Chinese sentence."""


def can_fork() -> bool:
    """Whether this system can copy a process; without it everything goes on in one."""
    return "fork" in multiprocessing.get_all_start_methods()


class Forked(Generic[T]):
    """Something that is worked out meanwhile; leaving the context without asking ends it."""

    def __init__(self, work: Callable[[], T]) -> None:
        """Begin with it."""
        self._answer, sending = multiprocessing.Pipe(duplex=False)
        self._process = multiprocessing.get_context("fork").Process(
            target=_work, args=(work, sending), daemon=True
        )
        self._process.start()
        sending.close()  # Only the worker holds it now: when that dies, the answer ends.

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._process.kill()
        self._process.join()
        self._answer.close()

    def result(self) -> T:
        """Wait for the answer; what the work raised is raised here.

        Raises:
            WorkerDied: There is none.
        """
        try:
            value, error = self._answer.recv()
        except (EOFError, OSError) as end:
            raise WorkerDied("另一个进程中途停了，多半是内存不够") from end
        if error is not None:
            raise error
        answer: T = value
        return answer


def _work(work: Callable[[], T], answer: Connection) -> None:
    # The one who waits is told to stop as well, and stops this process; it would say so twice.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.disable()  # Looking through what was copied would copy every page of it.
    value, error = None, None
    try:
        value = work()
    except Exception as raised:  # Whatever it is, the one who waits raises it again.
        error = raised
    with suppress(BrokenPipeError):  # Nobody wants to know any more.
        answer.send((value, error))
