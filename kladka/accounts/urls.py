"""Addresses under /konto/. Of django-allauth only the views named here exist; its names are kept for it."""

from allauth.mfa.webauthn.views import LoginWebAuthnView
from django.urls import path

from . import account_views, factor_views, views
from .once import repeatable
from .step_up import step_up


def own(view):
    """A view of one's own account: asks who is there, and may come any number of times."""
    return repeatable(step_up(view.as_view()))


urlpatterns = [
    path("", account_views.account, name="account"),
    path("zaloguj/", views.SignIn.as_view(), name="account_login"),
    path("zaloguj/klucz/", LoginWebAuthnView.as_view(), name="mfa_login_webauthn"),
    path("zaloguj/drugi-krok/", views.SecondStep.as_view(), name="mfa_authenticate"),
    path("wyloguj/", views.SignOut.as_view(), name="sign-out"),
    path("pokaz/", views.demo_sign_in, name="demo-sign-in"),
    path("potwierdz/", views.confirm, name="account_reauthenticate"),
    path("niezapisany-formularz/", views.resume, name="resume"),
    path("wyglad/", views.appearance, name="appearance"),
    path("sesje/", account_views.end_session, name="end-session"),
    path("haslo/", own(account_views.ChangePassword), name="account_change_password"),
    path("haslo/odnosnik/", account_views.ask_for_link, name="account_reset_password"),
    path("haslo/odnosnik/wyslany/", account_views.link_sent, name="account_reset_password_done"),
    path(
        "haslo/ustaw/<str:uidb36>/<str:key>/",
        account_views.SetPassword.as_view(),
        name="account_reset_password_from_key",
    ),
    path("zabezpieczenia/", factor_views.factors, name="mfa_index"),
    path("zabezpieczenia/klucz/", own(factor_views.AddKey), name="mfa_add_webauthn"),
    path("zabezpieczenia/klucz/<int:pk>/usun/", own(factor_views.RemoveKey), name="mfa_remove_webauthn"),
    path("zabezpieczenia/aplikacja/", own(factor_views.AddCodes), name="mfa_activate_totp"),
    path("zabezpieczenia/aplikacja/usun/", own(factor_views.RemoveCodes), name="mfa_deactivate_totp"),
    path("zabezpieczenia/kody/", own(factor_views.RecoveryCodes), name="mfa_view_recovery_codes"),
    path("zabezpieczenia/kody/nowe/", own(factor_views.NewRecoveryCodes), name="mfa_generate_recovery_codes"),
]
