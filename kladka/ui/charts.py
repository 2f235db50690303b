"""Charts as SVG made on the server: geometry here, drawing in `ui/_radar.html`, colours in `kladka.css`."""

from dataclasses import dataclass
from math import cos, pi, sin

SIZE = 600, 420
CENTRE, RADIUS = (300, 210), 145
LABEL_AT, LINE = (
    22,
    15,
)  # how far outside a name stands, and the height of its line (both in units of the view)


@dataclass(frozen=True, slots=True)
class Axis:
    """A spoke with its name, in lines of words; `anchor` is how the name stands to its point."""

    lines: tuple[str, ...]
    x: float
    y: float
    text_x: float
    text_y: float
    anchor: str


@dataclass(frozen=True, slots=True)
class Series:
    """Values of one name: strokes between neighbouring axes that both have one, and a point for each.

    `look` is how it is drawn: "first", "before", "now" or "told" (classes of `kladka.css`).
    """

    name: str
    look: str
    path: str
    points: tuple[tuple[float, float, int], ...]
    closed: bool


@dataclass(frozen=True, slots=True)
class Radar:
    """A radar: `rings` are polygons of the scale with their values, `rows` the same figures as a table."""

    title: str
    description: str
    axes: tuple[Axis, ...]
    rings: tuple[tuple[int, str], ...]
    series: tuple[Series, ...]
    rows: tuple[tuple[str, tuple[int | None, ...]], ...]
    width, height = SIZE


def radar(title, description, names, series, *, scale):
    """A radar over the axes `names` of `series` [(name, look, [value 1–`scale` or None for each axis])].

    Raises ValueError for fewer than three axes, which make no shape.
    """
    if len(names) < 3:
        raise ValueError("wykres promienisty ma co najmniej trzy osie")
    count = len(names)
    rings = tuple(
        (n, _points(_at(place, count, n / scale) for place in range(count))) for n in range(1, scale + 1)
    )
    drawn = tuple(_series(name, look, values, scale) for name, look, values in series)
    rows = tuple((name, tuple(values[at] for *_, values in series)) for at, name in enumerate(names))
    axes = tuple(_axis(name, place, count) for place, name in enumerate(names))
    return Radar(title, description, axes, rings, drawn, rows)


def _at(place, count, share):
    """Where a share of the radius lies on an axis; the first axis points up, the others follow the clock."""
    angle = 2 * pi * place / count - pi / 2
    return round(CENTRE[0] + RADIUS * share * cos(angle), 1), round(
        CENTRE[1] + RADIUS * share * sin(angle), 1
    )


def _axis(name, place, count):
    x, y = _at(place, count, 1)
    text_x, text_y = _at(place, count, 1 + LABEL_AT / RADIUS)
    lines = _lines(name)
    anchor = "middle" if abs(text_x - CENTRE[0]) < RADIUS / 5 else "start" if text_x > CENTRE[0] else "end"
    above = text_y < CENTRE[1]
    # Names above stand on their last line, those below hang from the first, those at the side are centred.
    shift = (
        LINE * (len(lines) - 1) * (1 if anchor == "middle" and above else 0 if anchor == "middle" else 0.5)
    )
    return Axis(lines, x, y, text_x, round(text_y - shift, 1), anchor)


def _lines(name):
    """A name in lines of at most about sixteen signs."""
    lines = [""]
    for word in name.split():
        if lines[-1] and len(lines[-1]) + len(word) > 16:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return tuple(lines)


def _series(name, look, values, scale):
    count = len(values)
    at = [value and _at(place, count, value / scale) for place, value in enumerate(values)]
    points = tuple((*spot, value) for spot, value in zip(at, values, strict=True) if spot)
    if len(points) == count:
        return Series(name, look, f"M{_points(at)}Z", points, closed=True)
    strokes = [(at[place], at[(place + 1) % count]) for place in range(count)]
    path = "".join(f"M{_points(stroke)}" for stroke in strokes if all(stroke))
    return Series(name, look, path, points, closed=False)


def _points(spots):
    return " ".join(f"{x},{y}" for x, y in spots)
