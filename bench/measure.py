"""What a command costs, measured from outside as whole processes."""

import os
import subprocess
import sys
import time
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO


@dataclass(frozen=True)
class Cost:
    """What one command took, it and all its children.

    Attributes:
        wall: Seconds on the clock.
        cpu: Seconds of processors.
        memory: Megabytes of the largest process.
        said: What it printed.
    """

    wall: float
    cpu: float
    memory: float
    said: str = ""

    def __str__(self) -> str:
        return f"{self.wall:7.2f} {self.cpu:7.2f} {self.memory:8.0f}"


def cost(
    command: list[str], folder: Path, program: Path | None = None, *, ends: Collection[int] = (0,)
) -> Cost:
    """Run a command.

    Args:
        command: The command.
        folder: Where it runs.
        program: Where this program lies; in the folder when left out.
        ends: The exit codes that are a success.
    """
    environ = os.environ | {"NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": str(program or folder)}
    with TemporaryFile() as out, TemporaryFile() as err:
        begin = time.perf_counter()
        started = subprocess.Popen(command, cwd=folder, env=environ, stdout=out, stderr=err)
        # Of this process and those it waited for, while `getrusage` adds up all there ever were.
        _, status, used = os.wait4(started.pid, 0)
        wall = time.perf_counter() - begin
        started.returncode = os.waitstatus_to_exitcode(status)
        said, complained = (_text(file) for file in (out, err))
    if started.returncode not in ends:
        sys.exit(f"{' '.join(command)} 没有成功：\n{(complained or said)[-2000:]}")
    return Cost(wall, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, said)


def _text(file: IO[bytes]) -> str:
    file.seek(0)
    return file.read().decode(errors="replace")
