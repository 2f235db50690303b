"""The form of amounts: one row a period of equal months, each month open to an amount of its own."""

from django import forms

from kladka.documents.polish import month_name, period
from kladka.ui.forms import AmountField, StyledForm


class AmountsForm(StyledForm):
    """Fields `kwota-…` and `powod-…` for a period, `miesiac-…` for each of its months (empty = the same)."""

    def __init__(self, *args, periods, **kwargs):
        super().__init__(*args, **kwargs)
        self.periods = periods
        for one in periods:
            self._add(f"kwota-{one.name}", AmountField(initial=one.first.amount_pln), one, "kwota miesięczna")
            reason = forms.CharField(max_length=300, required=False, initial=one.first.reason)
            self._add(f"powod-{one.name}", reason, one, "powód kwoty niższej od najwyższej")
            if len(one.months) > 1:
                for amount in one.months:
                    self._add(
                        f"miesiac-{amount.pk}", AmountField(required=False), one, month_name(amount.month)
                    )

    def _add(self, name, field, one, what):
        label = f"{one.person.full_name}, {period(one.first.month, one.ends)}: {what}"
        field.label = field.widget.attrs["aria-label"] = label
        css = "form-control form-control-sm"
        field.widget.attrs["class"] = f"{css} {field.widget.attrs.get('class', '')}".strip()
        self.fields[name] = field

    def error_list(self):
        """The messages name the person and the months, because many rows look alike."""
        return [
            (self[name].id_for_label, f"{self.fields[name].label}. {message}")
            for name, messages in self.errors.items()
            for message in messages
        ]

    def rows(self):
        """(period, field of the amount, field of the reason, [(month, its own field)])."""
        return [
            (
                one,
                self[f"kwota-{one.name}"],
                self[f"powod-{one.name}"],
                [(a, self[f"miesiac-{a.pk}"]) for a in one.months] if len(one.months) > 1 else [],
            )
            for one in self.periods
        ]

    def amounts(self):
        """{AgreedAmount.pk: (zł, reason)}, a month's own amount before that of its period."""
        data = self.cleaned_data
        return {
            amount.pk: (
                self._own(amount) if self._own(amount) is not None else data[f"kwota-{one.name}"],
                data[f"powod-{one.name}"].strip(),
            )
            for one in self.periods
            for amount in one.months
        }

    def _own(self, amount):
        return self.cleaned_data.get(f"miesiac-{amount.pk}")

    def blame(self, error):
        """Put the messages of `amount_actions.agree_amounts` at the fields that caused them, each once."""
        for one in self.periods:
            for amount in one.months:
                for wrong in error.error_dict.get(str(amount.pk), ()):
                    self._blame(one, amount, wrong)

    def _blame(self, one, amount, wrong):
        name = f"miesiac-{amount.pk}" if self._typed(amount) else f"kwota-{one.name}"
        if wrong.code == "reason":
            name = f"powod-{one.name}"
        if not self.has_error(name):
            self.add_error(name, wrong)

    def _typed(self, amount):
        return bool(self.data.get(self.add_prefix(f"miesiac-{amount.pk}"), "").strip())
