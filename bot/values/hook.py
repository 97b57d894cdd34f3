"""Hook: lets features take part in the work of a lower layer, which need not name them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, ParamSpec, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

P = ParamSpec("P")
R = TypeVar("R")


class Hook(Generic[P, R]):
    """Functions of features that are called when something happens. `@hook` adds one as its module is imported;
    `call` gives all of them the same arguments, within the caller's transaction.
    """

    def __init__(self) -> None:
        self._functions: list[Callable[P, R]] = []

    def __call__(self, function: Callable[P, R]) -> Callable[P, R]:
        """Add a function."""
        self._functions.append(function)
        return function

    def call(self, *args: P.args, **kwargs: P.kwargs) -> list[R]:
        """Call every function, in the order in which they were added, and return what they returned."""
        return [function(*args, **kwargs) for function in self._functions]
