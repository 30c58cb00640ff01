"""A question gets its processor time and not more, dear ones wait for their turn, and nothing stays behind."""

import threading
import time
from collections.abc import Callable

import pytest

from search.backends.deadline import (
    DEAR,
    TURNS,
    WAITING,
    TooLateError,
    TooManyDearError,
    check,
    deadline,
    in_time,
    remaining,
    shared,
)


def work(seconds: float) -> None:
    """Use the processor for so many seconds, looking at the deadline."""
    end = time.thread_time() + seconds
    while time.thread_time() < end:
        check()


def test_without_a_deadline_nothing_is_bounded():
    work(2 * DEAR)
    assert remaining() is None
    assert shared() is not shared()


def test_what_takes_longer_is_stopped():
    with deadline(0.05):
        work(0.01)
        assert 0 < remaining() < 0.05
        with pytest.raises(TooLateError):
            work(1)
        assert remaining() == 0


def test_to_wait_takes_no_time():
    with deadline(0.05):
        time.sleep(0.1)
        check()


def test_an_inner_deadline_leaves_the_outer_one_its_time():
    with deadline(0.2):
        assert in_time(lambda: work(1), 0.02) is None
        assert in_time(lambda: "found", 0.02) == "found"
        check()
        with pytest.raises(TooLateError):
            in_time(lambda: work(1), 10)


def test_searches_of_one_question_share_and_those_of_two_do_not():
    with deadline(1):
        shared()["places"] = 1
        with deadline(0.5):
            assert shared() == {"places": 1}
    with deadline(1):
        assert shared() == {}


def at_once(count: int, ask: Callable[[], None]) -> list[BaseException | None]:
    """How each of so many questions ended that were asked in threads of their own."""
    ended: list[BaseException | None] = []

    def asked() -> None:
        try:
            ask()
        except TooManyDearError as error:
            ended.append(error)
        else:
            ended.append(None)

    threads = [threading.Thread(target=asked) for _ in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return ended


def test_only_some_dear_questions_run_and_the_others_are_refused_at_once():
    all_dear, let_go = threading.Semaphore(0), threading.Event()

    def dear() -> None:
        with deadline(30):
            work(1.2 * DEAR)
            all_dear.release()
            let_go.wait(20)

    running = [threading.Thread(target=dear) for _ in range(TURNS)]
    for thread in running:
        thread.start()
    for _ in running:
        assert all_dear.acquire(timeout=20)
    try:
        refused = at_once(WAITING + 2, dear_without_end)
        assert sum(error is not None for error in refused) >= 2
        with deadline(1):
            check()  # a plain question needs no turn
    finally:
        let_go.set()
        for thread in running:
            thread.join(30)
    assert at_once(TURNS, dear_without_end) == [None] * TURNS


def dear_without_end() -> None:
    with deadline(30):
        work(1.2 * DEAR)
