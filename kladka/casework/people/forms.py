"""What is typed about a person: names, birth, PESEL or the reason it is missing, telephone."""

import unicodedata

import phonenumbers
from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from stdnum.exceptions import InvalidChecksum, InvalidLength
from stdnum.exceptions import ValidationError as NumberFault
from stdnum.pl import pesel as pesel_number

from kladka.ui.forms import DayField, StyledForm

from .models import Person
from .wording import MARITAL_STATUSES, NO_PESEL

# Nobody older is alive; an earlier year is a slip of the keyboard.
OLDEST_YEARS = 120
# Marks that stand in names beside letters and spaces.
IN_NAMES = "-–'’‘ʼʻ`´.,/()"


class PersonForm(StyledForm):
    """A person as the residence document names them. `error_list` and messages are at the fields."""

    family_name = forms.CharField(label="Nazwisko", max_length=80)
    given_names = forms.CharField(label="Imię (imiona)", max_length=80)
    original_name = forms.CharField(
        label="Imiona i nazwisko w pisowni oryginalnej",
        max_length=160,
        required=False,
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )
    born = DayField(label="Data urodzenia")
    sex = forms.ChoiceField(label="Płeć", choices=[("", "wybierz"), *Person.Sex.choices])
    citizenship = forms.CharField(
        label="Obywatelstwo", max_length=60, widget=forms.TextInput(attrs={"list": "obywatelstwa"})
    )
    language = forms.CharField(
        label="Język", max_length=40, required=False, widget=forms.TextInput(attrs={"list": "jezyki"})
    )
    pesel = forms.CharField(
        label="PESEL", max_length=20, required=False, widget=forms.TextInput(attrs={"inputmode": "numeric"})
    )
    pesel_missing = forms.ChoiceField(
        label="Dlaczego brak numeru PESEL",
        choices=[("", "numer jest podany"), *[(reason, reason) for reason in NO_PESEL]],
        required=False,
    )

    marital_status = forms.ChoiceField(
        label="Stan cywilny",
        choices=[("", "nie podano"), *((one, one) for one in MARITAL_STATUSES)],
        required=False,
        help_text="Do rejestru wojewody (ups art. 23a).",
    )
    school = forms.CharField(
        label="Szkoła lub przedszkole",
        max_length=160,
        required=False,
        help_text="Do której dziecko albo dorosły uczęszcza (ups art. 23a).",
    )

    def clean_family_name(self):
        return latin(self.cleaned_data["family_name"])

    def clean_given_names(self):
        return latin(self.cleaned_data["given_names"])

    def clean_born(self):
        born, today = self.cleaned_data["born"], timezone.localdate()
        if born > today:
            raise ValidationError("Data urodzenia nie może być w przyszłości.")
        if today.year - born.year > OLDEST_YEARS:
            raise ValidationError("Sprawdź rok urodzenia.")
        return born

    def clean_pesel(self):
        return valid_pesel(self.cleaned_data["pesel"])

    def clean(self):
        data = super().clean()
        if "pesel" in data:
            self._agree_with_pesel(data)
        return data

    def _agree_with_pesel(self, data):
        """The number names the birth date and the sex; a missing number needs a reason."""
        number = data["pesel"]
        if not number:
            if not data.get("pesel_missing"):
                self.add_error("pesel", "Podaj numer PESEL albo wybierz powód jego braku.")
            return
        data["pesel_missing"] = ""
        born, sex = data.get("born"), data.get("sex")
        if born and pesel_number.get_birth_date(number) != born:
            self.add_error("pesel", "Numer PESEL nie zgadza się z datą urodzenia.")
        if sex and pesel_number.get_gender(number).lower() != sex:
            self.add_error("pesel", "Numer PESEL nie zgadza się z płcią.")


def name_required(form):
    """Let the message about an empty field name the field, so that the summary of a long page can be read."""
    for field in form.fields.values():
        field.error_messages["required"] = f"Uzupełnij pole „{field.label}”."


def valid_pesel(text):
    """The eleven digits, or "" for nothing typed. Raises ValidationError with what is wrong."""
    if not text.strip():
        return ""
    try:
        return pesel_number.validate(text)
    except InvalidLength as error:
        raise ValidationError("Numer PESEL ma 11 cyfr.") from error
    except InvalidChecksum as error:
        raise ValidationError(
            "Numer PESEL ma błędną cyfrę kontrolną. Sprawdź, czy nie ma w nim pomyłki."
        ) from error
    except (NumberFault, KeyError) as error:
        raise ValidationError("To nie jest numer PESEL.") from error


def latin(text):
    """The name when all its letters are Latin, as on the residence card. Raises ValidationError otherwise."""
    foreign = [c for c in text if c.isalpha() and not unicodedata.name(c, "").startswith("LATIN")]
    if foreign:
        raise ValidationError(
            "Wpisz alfabetem łacińskim, jak w dokumencie pobytowym. Obok jest pole na pisownię oryginalną."
        )
    written = all(c.isalpha() or c.isspace() or unicodedata.combining(c) or c in IN_NAMES for c in text)
    if not written or not any(c.isalpha() for c in text):
        raise ValidationError("Wpisz imię lub nazwisko literami; mogą być odstępy, łącznik i apostrof.")
    return unicodedata.normalize("NFC", " ".join(text.split()))


def telephone(text):
    """The number with its country code ("+48 600 000 000"), "" for nothing typed. Raises ValidationError."""
    if not text.strip():
        return ""
    try:
        number = phonenumbers.parse(text, "PL")
    except phonenumbers.NumberParseException as error:
        raise ValidationError("To nie jest numer telefonu.") from error
    if not phonenumbers.is_possible_number(number):
        raise ValidationError("Numer telefonu ma za mało albo za dużo cyfr.")
    written = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL)
    longest = Person._meta.get_field("phone").max_length
    return written if len(written) <= longest else written.replace(" ", "")
