"""Polish words of sign-in and of the account."""

from django.utils.translation import gettext_lazy as _

ERRORS = {
    "email_password_mismatch": _(
        "Adres e-mail lub hasło jest nieprawidłowe. Wielkość liter w haśle ma znaczenie."
    ),
    "too_many_login_attempts": _(
        "Za dużo prób. Poczekaj kilka minut i spróbuj ponownie albo użyj klucza dostępu."
    ),
    "incorrect_password": "To nie jest aktualne hasło. Sprawdź wielkość liter.",
}

# allauth's message → what we say; what is not here is not said.
MESSAGES = {}
