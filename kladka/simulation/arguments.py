"""Liczby w poleceniach: whole numbers within bounds, refused in Polish."""

import argparse
from collections.abc import Callable


def between(least: int, most: int) -> Callable[[str], int]:
    """A type for argparse: a whole number of the span, `_` allowed between digits."""

    def number(text: str) -> int:
        try:
            value = int(text)
        except ValueError:
            value = least - 1
        if not least <= value <= most:
            raise argparse.ArgumentTypeError(f"„{text}”: oczekiwano liczby całkowitej od {least} do {most}")
        return value

    return number
