"""Sign-in."""

from django import forms
from django.contrib.auth.forms import AuthenticationForm
from django.utils.translation import gettext_lazy as _

from kladka.ui.forms import style


class SignInForm(AuthenticationForm):
    error_messages = {
        "invalid_login": _("Adres e-mail lub hasło jest nieprawidłowe. Wielkość liter w haśle ma znaczenie."),
        "inactive": _("To konto jest nieczynne. Zgłoś się do kierownika jednostki."),
    }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["username"].label = _("Adres e-mail")
        self.fields["username"].widget = forms.EmailInput(
            attrs={"autocomplete": "username", "autofocus": True}
        )
        self.fields["password"].label = _("Hasło")
        for field in self.fields.values():
            style(field)
        self.label_suffix = ""

    def clean_username(self):
        return self.cleaned_data["username"].strip().lower()

    def error_list(self):
        return [("id_username", message) for messages in self.errors.values() for message in messages]
