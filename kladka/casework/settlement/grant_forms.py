"""What is typed about the grant: months of a request, money that came, a period to settle."""

import datetime

from django import forms

from kladka.casework.ledger import chart
from kladka.ui.forms import AmountField, DayField, PastDayField, StyledForm


class RequestForm(StyledForm):
    starts = DayField(label="Od miesiąca", help_text="Dowolny dzień pierwszego miesiąca.")
    ends = DayField(label="Do miesiąca", help_text="Dowolny dzień ostatniego miesiąca.")
    direct = AmountField(label="Wydatki bezpośrednie (zł)", required=False, initial=0)

    def clean(self):
        starts, ends = self.cleaned_data.get("starts"), self.cleaned_data.get("ends")
        if starts and ends and ends < starts:
            self.add_error("ends", "Ostatni miesiąc nie może być przed pierwszym.")
        elif starts and ends and (ends - starts).days > 366:
            self.add_error("ends", "Zapotrzebowanie obejmuje najwyżej rok.")
        self.cleaned_data["direct"] = self.cleaned_data.get("direct") or 0
        return self.cleaned_data


class SentOnForm(StyledForm):
    on = PastDayField(label="Dzień")


class ReceiptForm(StyledForm):
    """`requests` are those sent to the voivode."""

    on = PastDayField(label="Dzień wpływu")
    document = forms.CharField(label="Dokument", max_length=80, help_text="Numer wyciągu albo pisma.")
    request = forms.TypedChoiceField(label="Zapotrzebowanie", required=False, empty_value=None)
    cash = AmountField(label="Świadczenia (zł)", required=False)
    health = AmountField(label="Składki (zł)", required=False)
    direct = AmountField(label="Wydatki bezpośrednie (zł)", required=False)

    def __init__(self, *args, requests, **kwargs):
        super().__init__(*args, auto_id="wplyw_%s", **kwargs)
        self.fields["request"].choices = [
            ("", "bez zapotrzebowania"),
            *((one.key, one.number) for one in requests),
        ]
        self.requests = {one.key: one for one in requests}

    def receipt(self):
        """Arguments of `grant_actions.receive_grant`."""
        typed = self.cleaned_data
        amounts = {key: typed[key] or 0 for key, _, _ in chart.PURPOSES}
        return {
            "on": typed["on"],
            "document": typed["document"],
            "amounts": amounts,
            "request": self.requests.get(typed["request"]),
        }


class SettleForm(StyledForm):
    year = forms.IntegerField(label="Rok", min_value=2012, max_value=2150)
    quarter = forms.TypedChoiceField(
        label="Okres",
        coerce=int,
        choices=[(0, "cały rok"), (1, "I kwartał"), (2, "II kwartał"), (3, "III kwartał"), (4, "IV kwartał")],
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, auto_id="okres_%s", **kwargs)

    def period(self):
        """Arguments of `grant_actions.settle_grant`."""
        year, quarter = self.cleaned_data["year"], self.cleaned_data["quarter"]
        first, last = (3 * quarter - 2, 3 * quarter) if quarter else (1, 12)
        following = datetime.date(year + last // 12, last % 12 + 1, 1)
        return {
            "starts": datetime.date(year, first, 1),
            "ends": following - datetime.timedelta(days=1),
            "final": not quarter,
        }


class SettlementApprovalForm(StyledForm):
    due_on = DayField(
        label="Termin zwrotu niewykorzystanych środków", required=False, help_text="Puste: do ustalenia."
    )
    basis = forms.CharField(
        label="Podstawa terminu", max_length=200, required=False, help_text="Przepis albo pismo wojewody."
    )
