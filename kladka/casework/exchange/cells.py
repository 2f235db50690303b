"""What a cell means: a case by its number, a month, an amount; the words for what is none of it."""

import datetime
import re

from django.core.exceptions import ValidationError

from kladka.casework.cases.models import Case, Event
from kladka.ui.forms import AmountField

MOVED_IN = "Przeniesiono z innej ewidencji"
FORMER_NUMBER = "znak w poprzednim systemie: "
_MONTH = re.compile(r"(\d{4})-(\d{1,2})(-\d{1,2})?$|(\d{1,2})\.(\d{4})$")


def case_named(organisation, text):
    """The case of a centre with this number, or with this number in the system before; None otherwise."""
    cases = Case.objects.filter(organisation=organisation).exclude(state=Case.State.ERASED)
    if found := cases.filter(number=text).first():
        return found
    moved = Event.objects.filter(case__in=cases, title=MOVED_IN).select_related("case")
    named = {one.case_id: one.case for one in moved if one.text == f"{FORMER_NUMBER}{text}"}
    return next(iter(named.values())) if len(named) == 1 else None


def month_in(text):
    """First day of the month that a cell names; None when it names none."""
    found = _MONTH.match(text)
    year, number = (int(found[1] or found[5]), int(found[2] or found[4])) if found else (0, 0)
    if not (2000 <= year <= 2100 and 1 <= number <= 12):
        return None
    return datetime.date(year, number, 1)


def not_a_month(text):
    return f"„{text}” to nie miesiąc. Wpisz na przykład 2026-03."


def amount_in(text):
    """zł above zero in a cell. Raises ValidationError with what is wrong."""
    try:
        amount = AmountField().clean(text)
    except ValidationError as error:
        raise ValidationError(_about_amount(text)) from error
    if not amount:
        raise ValidationError("Kwota musi być większa od zera.")
    return amount


def _about_amount(text):
    plain = text.replace(" ", "").replace("\u00a0", "").replace(",", ".").removesuffix("zł")
    if re.fullmatch(r"-\d+(\.\d+)?", plain):
        return "Kwota nie może być ujemna. Zwrot zapisuje się w sprawie, nie importem."
    if re.fullmatch(r"\d+\.\d{3,}", plain):
        return f"Kwota {text} ma więcej niż dwa miejsca po przecinku."
    return f"„{text}” to nie kwota. Wpisz na przykład 1 679,00."
