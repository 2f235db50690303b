"""What is typed on the way of a notice, and which step comes next."""

from django import forms

from kladka.casework.cases.forms import SpokenTextarea
from kladka.ui.forms import PastDayField, StyledForm

from . import notice_actions
from .models import DutyNotice

LONGEST_TERM = 60


class NoticeForm(StyledForm):
    facts = forms.CharField(
        label="Co ustalono",
        max_length=4000,
        widget=SpokenTextarea(rows=6),
        help_text="Fakty z zapisów: które zobowiązanie, kiedy, ile. Ten tekst jest w piśmie po polsku.",
    )
    days = forms.IntegerField(
        label="Dni na wyjaśnienie",
        min_value=3,
        max_value=LONGEST_TERM,
        initial=14,
        help_text="Żaden przepis nie wyznacza terminu; wezwanie nie może być uciążliwe (KPA art. 50 § 2).",
    )


class DayForm(StyledForm):
    on = PastDayField(label="Dzień")


class AnswerForm(DayForm):
    answer = forms.CharField(
        label="Wyjaśnienie, słowami osoby", max_length=4000, widget=SpokenTextarea(rows=5)
    )


class JudgeForm(DayForm):
    outcome = forms.ChoiceField(
        label="Ocena", widget=forms.RadioSelect, choices=[one for one in DutyNotice.Outcome.choices if one[0]]
    )
    reason = forms.CharField(label="Uzasadnienie oceny", max_length=1000, widget=SpokenTextarea(rows=3))


class DropForm(StyledForm):
    """Nothing to type: a draft is dropped."""


# step of the address: (form, act, what is said when it is done)
STEPS = {
    "wyslij": (DayForm, notice_actions.send_notice, "Nadano numer. Wydrukuj i doręcz wezwanie."),
    "doreczenie": (DayForm, notice_actions.record_delivery, "Zapisano doręczenie. Biegnie termin."),
    "wyjasnienie": (AnswerForm, notice_actions.record_answer, "Zapisano wyjaśnienie."),
    "ocena": (JudgeForm, notice_actions.judge_notice, "Zapisano ocenę."),
    "odrzuc": (DropForm, notice_actions.drop_notice, "Usunięto projekt wezwania."),
}
NEXT = {
    "draft": ("wyslij",),
    "issued": ("doreczenie", "wyjasnienie"),
    "delivered": ("wyjasnienie", "ocena"),
    "answered": ("ocena",),
    "closed": (),
}


def next_form(notice):
    """{step: empty form} of what may be done with a notice now."""
    return {step: STEPS[step][0]() for step in NEXT[notice.state]}
