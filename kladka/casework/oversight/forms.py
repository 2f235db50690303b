"""What is chosen and typed in oversight: filters of lists, a reason for putting a row aside."""

from django import forms

from kladka.ui.forms import DayField, StyledForm

from .queries import AGES, CASE_ORDERS, FLAG_ORDERS, TERM_ORDERS


class Filter(StyledForm):
    """Filters from an address; a wrong value falls back to the whole list."""

    realizator = forms.RegexField(r"^(\d{1,12}|none)$", required=False)
    rodzaj = forms.SlugField(required=False)
    wiek = forms.ChoiceField(choices=[(one, one) for one in AGES], required=False)
    kolejnosc = forms.CharField(required=False)

    def chosen(self):
        """The valid values."""
        self.is_valid()
        return {name: self.cleaned_data.get(name) or "" for name in self.fields}


def case_filter(request):
    """worker and order of a list of cases."""
    chosen = Filter(request.GET).chosen()
    order = chosen["kolejnosc"] if chosen["kolejnosc"] in CASE_ORDERS else "nazwisko"
    return {"worker": chosen["realizator"], "order": order}


def term_filter(request):
    """worker, kind, age and order of a list of terms."""
    chosen = Filter(request.GET).chosen()
    order = chosen["kolejnosc"] if chosen["kolejnosc"] in TERM_ORDERS else "dawne"
    said = {"worker": chosen["realizator"], "kind": chosen["rodzaj"], "age": chosen["wiek"]}
    return said | {"order": order}


def flag_filter(request):
    """which, worker and order of a list of red flags."""
    chosen = Filter(request.GET).chosen()
    order = chosen["kolejnosc"] if chosen["kolejnosc"] in FLAG_ORDERS else "dawne"
    which = "" if chosen["rodzaj"] == "wszystkie" else "unread"
    return {"which": which, "worker": chosen["realizator"], "order": order}


def check_filter(request):
    """worker and order of the rows of a check."""
    chosen = Filter(request.GET).chosen()
    worker = "" if chosen["realizator"] == "none" else chosen["realizator"]
    return {"worker": worker, "order": "nowe" if chosen["kolejnosc"] == "nowe" else "dawne"}


class SetAsideForm(StyledForm):
    reason = forms.CharField(label="Dlaczego to nie jest błąd", max_length=500, widget=forms.Textarea)
    until = DayField(label="Do kiedy", help_text="Następnego dnia wynik wróci na listę. Najdalej za rok.")
