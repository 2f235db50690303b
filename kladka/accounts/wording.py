"""Polish words of sign-in and of the account."""

from django.utils.translation import gettext_lazy as _

ERRORS = {
    "email_password_mismatch": _(
        "Adres e-mail lub hasło jest nieprawidłowe. Wielkość liter w haśle ma znaczenie."
    ),
    "too_many_login_attempts": _(
        "Za dużo prób. Poczekaj kilka minut i spróbuj ponownie albo użyj klucza dostępu."
    ),
    "rate_limited": _("Za dużo prób. Poczekaj kilka minut i spróbuj ponownie albo użyj klucza dostępu."),
    "incorrect_password": "To nie jest aktualne hasło. Sprawdź wielkość liter.",
    "enter_current_password": "To nie jest aktualne hasło. Sprawdź wielkość liter.",
    "incorrect_code": _("Kod jest nieprawidłowy albo był już użyty. Poczekaj na następny kod w aplikacji."),
    "cannot_delete_authenticator": "To jedyny drugi składnik. Najpierw dodaj inny.",
    "cannot_generate_recovery_codes": "Najpierw dodaj klucz dostępu albo aplikację z kodami.",
}
NO_KEY = _("Klucz dostępu nie został odczytany. Spróbuj ponownie albo zaloguj się hasłem i kodem.")
LAST_FACTOR = "To jedyny drugi składnik konta. Najpierw dodaj inny, potem usuń ten."

# allauth's message → what we say; what is not here is not said.
MESSAGES = {
    "account/messages/password_changed.txt": "Hasło zmienione. Inne sesje zostały zakończone.",
    "mfa/messages/totp_activated.txt": "Dodano aplikację z kodami.",
    "mfa/messages/totp_deactivated.txt": "Usunięto aplikację z kodami. Inne sesje zostały zakończone.",
    "mfa/messages/webauthn_added.txt": "Dodano klucz dostępu.",
    "mfa/messages/webauthn_removed.txt": "Usunięto klucz dostępu. Inne sesje zostały zakończone.",
}

# What happened to an account → subject and text of the letter. `at` is always given.
LETTERS = {
    "account/email/password_changed": ("Kładka: zmiana hasła", "Hasło Twojego konta zmieniono {at}."),
    "account/email/password_reset": ("Kładka: nowe hasło", "Nowe hasło Twojego konta ustawiono {at}."),
    "mfa/email/totp_activated": ("Kładka: nowa aplikacja z kodami", "{at} dodano aplikację z kodami."),
    "mfa/email/totp_deactivated": ("Kładka: usunięta aplikacja", "{at} usunięto aplikację z kodami."),
    "mfa/email/webauthn_added": ("Kładka: nowy klucz dostępu", "{at} dodano klucz dostępu."),
    "mfa/email/webauthn_removed": ("Kładka: usunięty klucz", "{at} usunięto klucz dostępu."),
    "mfa/email/recovery_codes_generated": (
        "Kładka: nowe kody zapasowe",
        "{at} utworzono nowe kody zapasowe.",
    ),
    "new_browser": (
        "Kładka: logowanie w nowej przeglądarce",
        "{at} zalogowano się na Twoje konto w przeglądarce, w której nie było tego konta: {browser}.",
    ),
}
