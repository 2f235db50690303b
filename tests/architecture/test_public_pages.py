"""Every page needs a sign-in unless it stands in this list."""

from django.urls import get_resolver

PUBLIC = {
    "konto/zaloguj/",
    "konto/wyloguj/",  # POST only: also out of a sign-in that stopped at its second step
    "konto/haslo/odnosnik/",
    "konto/haslo/odnosnik/wyslany/",
    "konto/haslo/ustaw/<str:uidb36>/<str:key>/",
    "konto/pokaz/",
    "kalendarz/<str:token>.ics",  # a secret address instead of a sign-in
    "po-programie/pytania/<str:token>/",  # a secret address, and a page that names nobody
    "po-programie/dziekujemy/",
    "prawo/",
    "prawo/przepis/",
    "szkola/<str:token>/",  # opened by a token that expires; without one there is nothing
}


def addresses(resolver, prefix=""):
    for pattern in resolver.url_patterns:
        address = prefix + str(pattern.pattern)
        if hasattr(pattern, "url_patterns"):
            yield from addresses(pattern, address)
        else:
            yield address, pattern


def filled(address):
    """The address with something in place of its parameters."""
    parts = address.split("<")
    return parts[0] + "".join(
        ("1" if part.startswith("int:") else "a" * 16) + part.split(">", 1)[1] for part in parts[1:]
    )


def test_every_page_outside_the_list_sends_a_stranger_to_sign_in(client, db):
    open_to_all = set()
    for address, _ in addresses(get_resolver()):
        for ask in (client.get, client.post):
            answer = ask("/" + filled(address))
            if not (answer.status_code == 302 and answer["Location"].startswith("/konto/zaloguj/")):
                open_to_all.add(address)
    assert open_to_all == PUBLIC
