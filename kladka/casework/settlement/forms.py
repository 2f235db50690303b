"""What is typed about settlements: filters of lists, a year, a reason."""

from django import forms
from django.utils import timezone

from kladka.casework.ledger import chart
from kladka.casework.programmes.models import Programme
from kladka.casework.recalculation.models import AmountsFinding
from kladka.ui.forms import DayField, StyledForm

ORDER = [("nowe", "od najnowszych"), ("stare", "od najstarszych")]


def _any(label):
    return [("", label)]


class Filter(StyledForm):
    """A filter of a list; what was typed wrongly is not filtered by."""

    def chosen(self):
        """{field: value} of what was chosen well, everything else empty."""
        self.is_valid()
        return {name: self.cleaned_data.get(name) for name in self.fields}


class DayFilter(Filter):
    dzien = DayField(label="Dzień", required=False)

    def on(self):
        """The day chosen; today without one."""
        return self.chosen()["dzien"] or timezone.localdate()


class PostingFilter(Filter):
    rodzaj = forms.ChoiceField(
        label="Dokument", choices=_any("wszystkie") + list(chart.KINDS), required=False
    )
    konto = forms.ChoiceField(label="Konto", choices=_any("wszystkie") + chart.CHOICES, required=False)
    zrodlo = forms.ChoiceField(
        label="Źródło", choices=_any("wszystkie") + list(chart.SOURCES), required=False
    )
    od = DayField(label="Od", required=False)
    do = DayField(label="Do", required=False)
    kolejnosc = forms.ChoiceField(label="Kolejność", choices=ORDER, required=False)

    def wanted(self):
        """Arguments of `book_queries.postings`."""
        chosen = self.chosen()
        return {
            "kind": chosen["rodzaj"],
            "account": chosen["konto"],
            "source": chosen["zrodlo"],
            "since": chosen["od"],
            "until": chosen["do"],
            "order": chosen["kolejnosc"] or "nowe",
        }


class ProgrammeFilter(Filter):
    stan = forms.ChoiceField(
        label="Stan programu", choices=_any("wszystkie") + Programme.State.choices, required=False
    )
    kolejnosc = forms.ChoiceField(label="Kolejność", choices=ORDER, required=False)

    def wanted(self):
        """Arguments of `cost_queries.programmes`."""
        chosen = self.chosen()
        return {"state": chosen["stan"], "order": chosen["kolejnosc"] or "nowe"}


class FindingFilter(Filter):
    rodzaj = forms.ChoiceField(
        label="Co się różni", choices=_any("wszystko") + AmountsFinding.Kind.choices, required=False
    )
    czyje = forms.ChoiceField(label="Sprawy", choices=[("", "wszystkie"), ("moje", "moje")], required=False)
    kolejnosc = forms.ChoiceField(
        label="Kolejność",
        choices=[("", "od najdawniejszego miesiąca"), ("najnowsze", "od najnowszego miesiąca")],
        required=False,
    )

    def wanted(self, user):
        """Arguments of `check_queries.findings`."""
        chosen = self.chosen()
        return {
            "kind": chosen["rodzaj"],
            "worker": user if chosen["czyje"] else None,
            "order": chosen["kolejnosc"] or "najdawniejsze",
        }


class YearForm(StyledForm):
    """A year that is over; `years` are those that may be closed."""

    year = forms.TypedChoiceField(label="Rok", coerce=int)

    def __init__(self, *args, years, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["year"].choices = [(year, str(year)) for year in years]


class ReopenForm(StyledForm):
    reason = forms.CharField(
        label="Powód ponownego otwarcia",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Bez danych rodzin: powód zobaczy każdy, kto czyta księgę.",
    )
