"""What is chosen and typed in reports: a year, an order, texts of the yearly report, rows of a set."""

from datetime import date

from django import forms
from django.utils import timezone

from kladka.casework.cases.forms import SpokenTextarea
from kladka.ui.forms import DayField, StyledForm

from .chapters import TEXTS
from .definitions import CODE, measure_choices, period_choices
from .packing import MOST_CASES
from .queries import ORDERS
from .spans import Span, parts_of_year, year_span

FIRST_YEAR = 2000
EMPTY_ROWS = 3
FILTERS_A_ROW = 3


def year_of(query):
    """The year an address names, or this one."""
    text = query.get("rok", "")
    year = int(text) if text.isdigit() and len(text) == 4 else 0
    return year if FIRST_YEAR <= year <= 2100 else timezone.localdate().year


def span_of(query):
    """The days an address names by `od` and `do`, or its year."""
    try:
        return Span(date.fromisoformat(query.get("od", "")), date.fromisoformat(query.get("do", "")))
    except ValueError:
        return year_span(year_of(query))


def order_of(query):
    """The order an address names, or the newest first."""
    return query.get("kolejnosc") if query.get("kolejnosc") in ORDERS else "wpis"


def span_context(span):
    """What the choice of days shows (reports/_span.html)."""
    return {"span": span, "parts": parts_of_year(span.first.year)}


class YearForm(StyledForm):
    """Of which year a report begins."""

    rok = forms.IntegerField(label="Rok", min_value=FIRST_YEAR, max_value=2100)


class TextsForm(StyledForm):
    """The texts of a yearly report; each may stay empty."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for code, label in TEXTS.items():
            widget = SpokenTextarea(rows=6, **{"class": "form-control"})
            field = forms.CharField(label=label, max_length=6000, required=False, widget=widget)
            self.fields[code] = field


class SetForm(StyledForm):
    """The head of a set of rows; its rows are read by `rows_typed`."""

    code = forms.RegexField(CODE, label="Oznaczenie", help_text="Małe litery, cyfry i łączniki.")
    name = forms.CharField(label="Nazwa", max_length=160)
    note = forms.CharField(label="Uwaga", max_length=300, required=False)


class PackForm(StyledForm):
    """What goes into a pack for a control."""

    od = DayField(label="Od")
    do = DayField(label="Do")
    kontrola = forms.ChoiceField(label="Dla kontroli", required=False)
    proba = forms.IntegerField(
        label="Ile spraw wylosować", min_value=0, max_value=MOST_CASES, initial=10,
        help_text="Z każdej wylosowanej sprawy wejdą wydane decyzje i metryka.",
    )  # fmt: skip
    numery = forms.CharField(
        label="Sprawy wskazane wprost", required=False, max_length=3000,
        widget=forms.Textarea(attrs={"rows": 3, "class": "form-control"}),
        help_text="Znaki spraw, po jednym w wierszu. Wejdą oprócz wylosowanych.",
    )  # fmt: skip

    def __init__(self, *args, controls=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kontrola"].choices = [("", "bez wskazania"), *((c.key, _control(c)) for c in controls)]

    def clean_numery(self):
        typed = self.cleaned_data["numery"].replace(",", "\n").splitlines()
        return list(dict.fromkeys(one.strip() for one in typed if one.strip()))

    def clean(self):
        said = super().clean()
        if said.get("od") and said.get("do"):
            try:
                said["span"] = Span(said["od"], said["do"])
            except ValueError as error:
                self.add_error("do", str(error))
        return said

    def subject(self):
        """What the pack is for, in words."""
        labels = dict(self.fields["kontrola"].choices)
        chosen = self.cleaned_data["kontrola"]
        return f"Kontrola {labels[chosen]}" if chosen else ""


def _control(control):
    return f"{control.number} ({control.office.short_name}): {control.subject}"


class FileForm(StyledForm):
    """A file with a definition."""

    plik = forms.FileField(label="Plik zestawu (JSON)")


def rows_typed(post):
    """Rows as they were typed, for `definitions.checked`; a row without a label was left out on purpose."""
    count = min(int(post.get("ile", "0") or 0) if post.get("ile", "").isdigit() else 0, 220)
    rows = []
    for place in range(count):
        label = post.get(f"label-{place}", "").strip()
        pairs = [post.get(f"f-{place}-{one}", "") for one in range(FILTERS_A_ROW)]
        if label:
            rows.append(
                {
                    "number": post.get(f"number-{place}", "").strip() or str(len(rows) + 1),
                    "label": label,
                    "period": post.get(f"period-{place}", ""),
                    "measure": post.get(f"measure-{place}", ""),
                    "filters": [one.split(":", 1) for one in pairs if ":" in one],
                }
            )
    return rows


def rows_shown(rows):
    """Rows of a set as the editor shows them, with some empty ones after them."""
    empty = {"number": "", "label": "", "period": "in_force", "measure": "people", "filters": []}
    shown = []
    for place, row in enumerate([*rows, *[empty] * EMPTY_ROWS]):
        chosen = [":".join(pair) for pair in row["filters"]][:FILTERS_A_ROW]
        slots = [(n, chosen[n] if n < len(chosen) else "") for n in range(FILTERS_A_ROW)]
        shown.append(row | {"place": place, "slots": slots})
    return shown


def vocabulary_choices():
    """(periods, measures) for the selects of the editor."""
    return period_choices(), measure_choices()
