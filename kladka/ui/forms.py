"""How form fields look and how Polish people type days and amounts."""

from decimal import Decimal, InvalidOperation

from django import forms
from django.forms.renderers import TemplatesSetting
from django.utils import timezone

from .widgets import field_html, widget_html


class Renderer(TemplatesSetting):
    """Every field and the usual widgets by `kladka.ui.widgets`; the rest by Django's templates."""

    def render(self, template_name, context, request=None):
        if template_name == self.field_template_name:
            return field_html(context["field"])
        written = widget_html(template_name, context["widget"]) if "widget" in context else None
        return super().render(template_name, context, request) if written is None else written


# A year outside is a slip of the keyboard; counting terms from it would leave the calendar.
FIRST_YEAR, LAST_YEAR = 1900, 2150


class DayField(forms.DateField):
    """A day. Shown by the browser's own date picker; also accepts 21.11.2026."""

    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")

    def __init__(self, **kwargs):
        kwargs.setdefault("input_formats", ["%Y-%m-%d", "%d.%m.%Y", "%d-%m-%Y"])
        kwargs.setdefault("error_messages", {"invalid": "Podaj datę, na przykład 21.11.2026."})
        super().__init__(**kwargs)

    def clean(self, value):
        day = super().clean(value)
        if day and not FIRST_YEAR <= day.year <= LAST_YEAR:
            raise forms.ValidationError(f"Sprawdź rok: {day.year}.")
        return day


class PastDayField(DayField):
    """A day that has come already; today unless something else is known."""

    def __init__(self, **kwargs):
        kwargs.setdefault("initial", timezone.localdate)
        super().__init__(**kwargs)

    def clean(self, value):
        day = super().clean(value)
        if day and day > timezone.localdate():
            raise forms.ValidationError("Ta data nie może być w przyszłości.")
        return day


class AmountField(forms.DecimalField):
    """Amount in zł as typed in Poland: "1 679,00"."""

    widget = forms.TextInput(attrs={"inputmode": "decimal", "class": "number"})

    def __init__(self, **kwargs):
        super().__init__(max_digits=9, decimal_places=2, min_value=Decimal(0), localize=False, **kwargs)

    def to_python(self, value):
        if isinstance(value, str):
            value = value.replace(" ", "").replace("\u00a0", "").replace("zł", "").replace(",", ".")
        try:
            return super().to_python(value)
        except (forms.ValidationError, InvalidOperation) as error:
            raise forms.ValidationError("Podaj kwotę, na przykład 1 679,00.") from error

    def prepare_value(self, value):
        return f"{value:.2f}".replace(".", ",") if isinstance(value, Decimal) else value


SHORT = 500  # signs: a reason of one or two sentences


class StyledForm(forms.Form):
    """Base of our forms: Tabler classes on widgets and error ids for screen readers."""

    required_css_class = "required"

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            style(field)

    def error_list(self):
        """(id of the field, message) for the summary at the top, in the order of the fields."""
        return [
            ((self[name].id_for_label or self[name].auto_id) if name in self.fields else "", message)
            for name, messages in self.errors.items()
            for message in messages
        ]


def style(field):
    """Give a field's widget the class its kind wants."""
    widget = field.widget
    kinds = {
        forms.CheckboxInput: "form-check-input",
        forms.RadioSelect: "form-check-input",
        forms.CheckboxSelectMultiple: "form-check-input",
        forms.Select: "form-select",
    }
    css = next((css for kind, css in kinds.items() if isinstance(widget, kind)), "form-control")
    widget.attrs["class"] = f"{css} {widget.attrs.get('class', '')}".strip()
    if isinstance(widget, forms.Textarea) and widget.attrs["rows"] == "10":  # Django's, not chosen by a form
        widget.attrs["rows"] = 3 if (field.max_length or SHORT + 1) <= SHORT else 6
    if isinstance(field, forms.ModelChoiceField) and field.empty_label == "---------":
        field.empty_label = "wybierz"
