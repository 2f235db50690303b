"""What is typed about courses: a course, a person on it, hours of a month, a file, a link."""

from decimal import Decimal

from django import forms
from django.utils import timezone

from kladka.ui.forms import DayField, PastDayField, StyledForm


class CourseForm(StyledForm):
    name = forms.CharField(label="Nazwa kursu", max_length=120)
    school = forms.CharField(label="Szkoła lub organizacja", max_length=160)
    level = forms.CharField(label="Poziom", max_length=10, required=False, help_text="Na przykład A1.")
    hours_planned = forms.IntegerField(label="Godziny w planie", required=False, min_value=1, max_value=2000)
    starts = DayField(label="Od")
    ends = DayField(label="Do")

    def clean(self):
        data = super().clean()
        if data.get("starts") and data.get("ends") and data["ends"] < data["starts"]:
            self.add_error("ends", "Koniec kursu nie może być przed początkiem.")
        return data


class EnrolForm(StyledForm):
    """Who of the family, on which course, and whether the school may know the name."""

    person = forms.ChoiceField(label="Osoba")
    course = forms.ModelChoiceField(label="Kurs", queryset=None)
    consent_on = PastDayField(
        label="Zgoda na podanie nazwiska szkole z dnia",
        required=False,
        initial=None,
        help_text="Bez zgody szkoła zna tę osobę tylko pod kodem.",
    )

    def __init__(self, *args, members, courses, **kwargs):
        super().__init__(*args, **kwargs)
        self.people = {row["person__key"]: row for row in members}
        names = [
            (key, f"{row['person__given_names']} {row['person__family_name']}")
            for key, row in self.people.items()
        ]
        self.fields["person"].choices = [("", "wybierz"), *names]
        self.fields["course"].queryset = courses


class HoursForm(StyledForm):
    """Hours of everybody on a course in one month; `rows` are (enrolment, name shown, hours known)."""

    PARTS = (("planned", "godziny zajęć"), ("attended", "obecność"), ("excused", "usprawiedliwione"))

    def __init__(self, *args, rows, **kwargs):
        super().__init__(*args, **kwargs)
        self.rows = rows
        for enrolment, name, known in rows:
            for (part, label), value in zip(self.PARTS, known or (None, None, None), strict=True):
                field = forms.DecimalField(
                    label=f"{name}: {label}",
                    required=False,
                    min_value=0,
                    max_value=999,
                    decimal_places=1,
                    initial=value,
                    localize=False,
                )
                field.widget.attrs |= {
                    "class": "form-control",
                    "inputmode": "decimal",
                    "aria-label": field.label,
                }
                self.fields[f"{enrolment.key}-{part}"] = field

    def cells(self):
        """[(name shown, its three fields)] for the table."""
        return [(name, [self[f"{one.key}-{part}"] for part, _ in self.PARTS]) for one, name, _ in self.rows]

    def clean(self):
        data = super().clean()
        for one, name, _ in self.rows:
            planned, attended, excused = (data.get(f"{one.key}-{part}") for part, _ in self.PARTS)
            if planned is None and (attended or excused):
                self.add_error(f"{one.key}-planned", f"{name}: podaj godziny zajęć.")
            elif planned is not None and (attended or 0) + (excused or 0) > planned:
                self.add_error(
                    f"{one.key}-attended", f"{name}: obecność i usprawiedliwione to najwyżej zajęcia."
                )
        return data

    def hours(self, month):
        """Arguments of `record_attendance`: rows in which the hours of classes were given."""
        for one, _, _ in self.rows:
            values = [self.cleaned_data.get(f"{one.key}-{part}") for part, _ in self.PARTS]
            if values[0] is not None:
                yield (one.key, month, None, *(value or Decimal(0) for value in values))


class AttendanceFileForm(StyledForm):
    file = forms.FileField(label="Plik XLSX ze szkoły", widget=forms.FileInput(attrs={"accept": ".xlsx"}))


class LinkForm(StyledForm):
    expires_on = DayField(label="Ważny do")
    initials = forms.BooleanField(label="Pokaż szkole tylko inicjały", required=False)

    def clean_expires_on(self):
        day = self.cleaned_data["expires_on"]
        days = (day - timezone.localdate()).days
        if not 0 <= days <= 92:
            raise forms.ValidationError("Odnośnik działa od dzisiaj najwyżej 92 dni.")
        return day
