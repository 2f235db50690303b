"""Forms of sign-in and of one's own account."""

from allauth.account.fields import SetPasswordField
from allauth.account.forms import (
    ChangePasswordForm,
    LoginForm,
    ReauthenticateForm,
    ResetPasswordKeyForm,
)
from allauth.mfa.base import forms as code_forms
from allauth.mfa.recovery_codes.forms import GenerateRecoveryCodesForm
from allauth.mfa.totp.forms import ActivateTOTPForm, DeactivateTOTPForm
from allauth.mfa.webauthn import forms as key_forms
from django import forms
from django.utils.translation import gettext_lazy as _

from kladka.ui.forms import StyledForm

from .wording import NO_KEY

LONGEST_PASSWORD = 256
LENGTH = _("Co najmniej 15 znaków, najlepiej kilka słów. Nie trzeba cyfr ani znaków specjalnych.")


def password_field(label):
    """A password that may be pasted and filled in by a password manager, spaces and all."""
    widget = forms.PasswordInput(attrs={"autocomplete": "current-password", "data-reveal": ""})
    return forms.CharField(label=label, strip=False, max_length=LONGEST_PASSWORD, widget=widget)


class NewPasswordField(SetPasswordField):
    def __init__(self, label):
        super().__init__(label=label, help_text=LENGTH, max_length=LONGEST_PASSWORD)
        self.widget.attrs |= {"data-reveal": "", "placeholder": ""}


def code_field(label):
    """Six digits of an application, or eight of a recovery code."""
    attrs = {"autocomplete": "one-time-code", "inputmode": "numeric"}
    return forms.CharField(label=label, max_length=20, widget=forms.TextInput(attrs=attrs))


def credential_field():
    return forms.JSONField(widget=forms.HiddenInput, error_messages={"required": NO_KEY, "invalid": NO_KEY})


class SignInForm(StyledForm, LoginForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        widget = self.fields["login"].widget
        self.fields["login"].label = _("Adres e-mail")
        widget.attrs |= {"autocomplete": "username", "autofocus": True, "placeholder": ""}

    def _setup_password_field(self):
        self.fields["password"] = password_field(_("Hasło"))


class CodeForm(StyledForm, code_forms.AuthenticateForm):
    """The second step of a sign-in."""

    code = code_field(_("Kod z aplikacji albo kod zapasowy"))


class KeyForm(StyledForm, key_forms.AuthenticateWebAuthnForm):
    credential = credential_field()


class KeySignInForm(StyledForm, key_forms.LoginWebAuthnForm):
    credential = credential_field()


class PasswordAgainForm(StyledForm, ReauthenticateForm):
    """Proof by password of whoever is signed in."""

    password = password_field("Hasło")


class CodeAgainForm(StyledForm, code_forms.ReauthenticateForm):
    code = code_field("Kod z aplikacji albo kod zapasowy")


class KeyAgainForm(StyledForm, key_forms.ReauthenticateWebAuthnForm):
    credential = credential_field()


class NewKeyForm(StyledForm, key_forms.AddWebAuthnForm):
    """A passkey: it alone suffices to sign in, so it always asks for a fingerprint, a face or a PIN."""

    name = forms.CharField(label="Nazwa klucza", required=False, max_length=60)
    credential = credential_field()
    passwordless = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def clean_passwordless(self):
        return True


class NewCodesForm(StyledForm, ActivateTOTPForm):
    code = code_field("Kod z aplikacji")


class RemoveCodesForm(StyledForm, DeactivateTOTPForm):
    pass


class NewRecoveryCodesForm(StyledForm, GenerateRecoveryCodesForm):
    pass


class NewPasswordForm(StyledForm, ResetPasswordKeyForm):
    """A password set through a one-time link."""

    password1 = NewPasswordField(_("Nowe hasło"))
    password2 = None


class ChangePassword(StyledForm, ChangePasswordForm):
    oldpassword = password_field("Obecne hasło")
    password1 = NewPasswordField("Nowe hasło")
    password2 = None


class AddressForm(StyledForm):
    """Who asks for a link to set a password."""

    email = forms.EmailField(
        label=_("Adres e-mail"), widget=forms.EmailInput(attrs={"autocomplete": "username"})
    )


class NameForm(StyledForm):
    name = forms.CharField(label="Imię i nazwisko", max_length=120)
