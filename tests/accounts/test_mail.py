"""Letters of the account go to their owner alone, over a connection whose other end is known."""

import ssl

import pytest
from django.core import mail
from django.core.mail.backends.smtp import EmailBackend

from tests.accounts.signing import PASSWORD, sign_in


@pytest.mark.parametrize(
    "added", ["\r\nBcc: obcy@przyklad.test", "\nSubject: x", ",obcy@przyklad.test", "%0ABcc: x"]
)
def test_nobody_adds_a_recipient_or_a_head_to_a_letter(client, caseworker, settings, added):
    settings.EMAIL_HOST = "poczta.test"
    client.post("/konto/haslo/odnosnik/", {"email": caseworker.email + added})
    assert mail.outbox == []


def test_a_browser_that_names_itself_in_two_lines_stays_in_the_text_of_the_letter(
    client, caseworker, settings
):
    settings.EMAIL_HOST = "poczta.test"
    client.defaults["HTTP_USER_AGENT"] = "Firefox/145.0\r\nBcc: obcy@przyklad.test"
    sign_in(client, caseworker)
    assert {(*letter.to, *letter.cc, *letter.bcc) for letter in mail.outbox} == {(caseworker.email,)}
    assert not any("Bcc" in str(letter.message()) for letter in mail.outbox)


@pytest.mark.parametrize("secured", [{"use_tls": True}, {"use_ssl": True}])
def test_the_certificate_of_the_post_is_checked(secured):
    context = EmailBackend(host="poczta.test", **secured).ssl_context
    assert (context.verify_mode, context.check_hostname) == (ssl.CERT_REQUIRED, True)


def test_a_new_password_is_told_by_mail(client, caseworker, settings, django_capture_on_commit_callbacks):
    settings.EMAIL_HOST = "poczta.test"
    sign_in(client, caseworker)
    with django_capture_on_commit_callbacks(execute=True):
        client.post("/konto/haslo/", {"oldpassword": PASSWORD, "password1": "cztery zielone schody"})
    assert "Kładka: zmiana hasła" in [letter.subject for letter in mail.outbox]
