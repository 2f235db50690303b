"""Sign-in, and proving once more who is there."""

from allauth.account.forms import LoginForm, ReauthenticateForm
from django import forms
from django.utils.translation import gettext_lazy as _

from kladka.ui.forms import StyledForm

LONGEST_PASSWORD = 256


def password_field(label, *, autocomplete="current-password"):
    """A password that may be pasted and filled in by a password manager, spaces and all."""
    widget = forms.PasswordInput(attrs={"autocomplete": autocomplete, "data-reveal": ""})
    return forms.CharField(label=label, strip=False, max_length=LONGEST_PASSWORD, widget=widget)


class SignInForm(StyledForm, LoginForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        widget = self.fields["login"].widget
        self.fields["login"].label = _("Adres e-mail")
        widget.attrs |= {"autocomplete": "username", "autofocus": True, "placeholder": ""}

    def _setup_password_field(self):
        self.fields["password"] = password_field(_("Hasło"))


class PasswordAgainForm(StyledForm, ReauthenticateForm):
    """Proof by password of whoever is signed in."""

    password = password_field("Hasło")
