"""Which figures of the law book are read outside the rules: by terms, acts, neighbouring benefits."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

F = TypeVar("F", bound=Callable[..., object])

USES: dict[str, tuple[str, ...]] = {}
"""Figure -> functions that read it."""


def reads(*figures: str) -> Callable[[F], F]:
    """Declares the figures that a function reads; a figure that nobody reads is refused at load."""

    def declare(function: F) -> F:
        place = f"{function.__module__}.{function.__qualname__}"
        for figure in figures:
            USES[figure] = (*USES.get(figure, ()), place)
        return function

    return declare
