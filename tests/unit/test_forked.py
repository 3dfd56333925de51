"""A second process: its answer, its errors, its death."""

import os
import signal

import pytest

from generator.forked import Forked, WorkerDied, can_fork

pytestmark = pytest.mark.skipif(not can_fork(), reason="这个系统不能复制进程，一切在一个进程里做")


def alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


def test_the_answer_comes_from_another_process_that_had_everything_of_this_one() -> None:
    here = {"甲": "乙"}
    with Forked(lambda: (os.getpid(), here | {"丙": "丁"})) as going_on:
        process, answer = going_on.result()
    assert process != os.getpid()
    assert answer == {"甲": "乙", "丙": "丁"}
    assert here == {"甲": "乙"}
    assert not alive(process)


def test_what_the_work_raises_is_raised_here() -> None:
    def fail() -> None:
        raise FileNotFoundError(2, "没有", "甲.yml")

    with Forked(fail) as going_on, pytest.raises(FileNotFoundError, match="没有"):
        going_on.result()


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM])
def test_a_process_that_dies_is_no_answer(how: signal.Signals) -> None:
    with (
        Forked(lambda: os.kill(os.getpid(), how)) as going_on,
        pytest.raises(WorkerDied, match="内存"),
    ):
        going_on.result()


def test_an_answer_that_cannot_be_sent_is_no_answer(capfd: pytest.CaptureFixture[str]) -> None:
    with Forked(lambda: (one for one in "甲乙")) as going_on, pytest.raises(WorkerDied):
        going_on.result()
    assert "generator" in capfd.readouterr().err


def test_an_answer_larger_than_any_pipe_arrives_whole() -> None:
    with Forked(lambda: "枣" * 3_000_000) as going_on:
        assert going_on.result() == "枣" * 3_000_000


def test_nobody_waits_for_what_is_not_wanted_any_more() -> None:
    reading, writing = os.pipe()

    def work() -> None:
        os.write(writing, str(os.getpid()).encode())
        signal.pause()

    with pytest.raises(KeyboardInterrupt), Forked(work):
        process = int(os.read(reading, 20))
        assert alive(process)
        os.kill(process, signal.SIGINT)  # As a terminal does; it leaves that to the one who waits.
        raise KeyboardInterrupt
    assert not alive(process)
