"""The crew: worker processes behind `concurrent.futures.Executor`, whoever provides it."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, Executor, Future, ProcessPoolExecutor
from types import TracebackType
from typing import Any, Self, TypeVar

T = TypeVar("T")

_LEAST, _MOST = 4, 100
"""Articles in one call of a worker: enough to be worth sending, few enough to share out evenly."""

_TRIES = 3
"""How often a crew is hired again after workers were killed, before the build gives up."""


def chunks(items: Sequence[T]) -> Iterator[list[T]]:
    """`items` in portions for one call each: some eight, as long as they are neither too small nor too large."""
    size = min(max(len(items) // 8, _LEAST), _MOST)
    return (list(items[at : at + size]) for at in range(0, len(items), size))


class Alone(Executor):
    """An executor that does the work itself, at once: no other process, the same results."""

    def submit(self, fn: Callable[..., T], /, *args: Any, **kwargs: Any) -> Future[T]:
        """Call `fn` now."""
        future: Future[T] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as error:
            future.set_exception(error)
        return future


class Crew:
    """Sends calls to an executor and returns their results in order. A killed worker costs its calls a second try."""

    def __init__(self, hire: Callable[[], Executor]) -> None:
        """`hire` opens an executor; it is called when there is work, and again when the executor has broken."""
        self._hire = hire
        self._executor: Executor | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.dismiss()

    def dismiss(self) -> None:
        """Let the workers go; the next call hires new ones."""
        if self._executor:
            self._executor.shutdown(wait=True)
            self._executor = None

    def map(self, function: Callable[..., T], calls: Sequence[tuple[Any, ...]]) -> Iterator[T]:
        """`function(*call)` for each call, results in order. Raises what a call raises."""
        if self._executor is None and len(calls) <= 1:  # not worth hiring anybody
            yield from (function(*call) for call in calls)
            return
        results: dict[int, T] = {}
        futures: dict[int, Future[T]] = {}
        handed = 0
        for attempt in range(_TRIES):
            self._executor = self._executor or self._hire()
            try:
                for number in range(handed, len(calls)):
                    if number not in results:
                        futures[number] = self._executor.submit(function, *calls[number])
                for number in sorted(futures):
                    results[number] = futures.pop(number).result()
                    while handed in results:
                        yield results.pop(handed)
                        handed += 1
                return
            except BrokenExecutor:
                if attempt == _TRIES - 1:
                    raise
                futures.clear()
                self._executor.shutdown(wait=False, cancel_futures=True)
                self._executor = None
            finally:
                # Not by `shutdown`: that waits for ever where a call could not be sent (seen in Python 3.11).
                for future in futures.values():
                    future.cancel()


def processes(jobs: int) -> Callable[[], Executor]:
    """Hire `jobs` processes of this machine; one is nobody but ourselves."""
    return Alone if jobs == 1 else lambda: ProcessPoolExecutor(jobs)


def cluster(address: str) -> Callable[[], Executor]:
    """Hire the workers of a Dask scheduler at `address` (`tcp://host:port`). Needs the extra `pufa[cluster]`.

    Raises ModuleNotFoundError where that is not installed, OSError where nobody answers.
    """
    from distributed import Client

    class Far(Executor):
        """Dask's executor, with the client that it came from: its own `shutdown` takes fewer words than others'."""

        def __init__(self) -> None:
            self._client = Client(address, timeout="10s")
            self._inner = self._client.get_executor(retries=_TRIES, pure=False)

        def submit(self, fn: Callable[..., T], /, *args: Any, **kwargs: Any) -> Future[T]:
            future: Future[T] = self._inner.submit(fn, *args, **kwargs)
            return future

        def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:  # noqa: ARG002  (Executor's signature)
            self._inner.shutdown(wait=wait)
            self._client.close()

    return Far
