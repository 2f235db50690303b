"""Words of certificates: what is certified and on what provision."""

from kladka.documents import polish

BADGES = {"draft": "azure", "issued": "green", "void": "secondary"}
TITLES = {
    "participation": "Zaświadczenie o udziale w indywidualnym programie integracji",
    "paid": "Zaświadczenie o wypłaconych świadczeniach",
    "refusal": "Postanowienie o odmowie wydania zaświadczenia",
}
TO_FILL = "[uzupełnij]"
_BASIS = "Na podstawie art. 217 i 218 Kodeksu postępowania administracyjnego zaświadcza się, że"
PARTICIPATION = (
    _BASIS + " indywidualny program integracji prowadzony pod numerem {number} obejmuje: {name}, ur. {born}"
)
# Days end with "r.", which closes the sentence too.
PERIOD = "Pomoc w ramach programu przyznano na okres od {starts} do {ends}{granted}"
WHOLE = _BASIS + " w indywidualnym programie integracji numer {number} {name}, ur. {born}, otrzymuje pomoc."
PURPOSE = "Zaświadczenie wydaje się na wniosek strony w celu: {purpose}."


# Letters that need no template of the office: part of the address → title.
SUPPLY, NO_EXTENSION = "wezwanie", "bez-przedluzenia"
BUILT_IN = {
    SUPPLY: "Wezwanie do uzupełnienia wniosku",
    NO_EXTENSION: "Informacja: czas wstrzymania nie przedłuża okresu pomocy",
}


def refusal(name, born, board, days):
    """Paragraphs of an order that refuses a certificate (KPA art. 219), with places to fill in.

    `days` is the term for a complaint (KPA art. 141 § 2).
    """
    return [
        "Na podstawie art. 219 w związku z art. 217 § 2 i art. 218 § 1 Kodeksu postępowania "
        f"administracyjnego, po rozpatrzeniu wniosku: {name}, ur. {born}, postanawiam odmówić wydania "
        f"zaświadczenia o treści: {TO_FILL}",
        "Uzasadnienie. Zaświadczenie wydaje się, gdy wymaga go przepis prawa albo interes prawny osoby, i "
        f"tylko o faktach z ewidencji i danych, które organ posiada. W tej sprawie: {TO_FILL}",
        f"Pouczenie. Na postanowienie służy zażalenie do organu: {board}, za pośrednictwem organu, który je "
        f"wydał, w terminie {days} dni od dnia doręczenia (art. 219 i art. 141 § 2 Kodeksu postępowania "
        "administracyjnego).",
    ]


def supply(days):
    """Paragraphs of a call to mend a request for a certificate within `days` (KPA art. 64 § 2)."""
    return [
        "Na podstawie art. 64 § 2 Kodeksu postępowania administracyjnego wzywam do usunięcia braków wniosku "
        f"o wydanie zaświadczenia: {TO_FILL}",
        f"Braki należy usunąć w terminie {days} dni od dnia doręczenia tego wezwania. Jeżeli nie zostaną "
        "usunięte, wniosek pozostanie bez rozpoznania.",
    ]


def term_of_aid(number, starts, ends):
    return (
        f"Informuję, że okres pomocy w indywidualnym programie integracji numer {number} trwa od {starts} do "
        f"{ends} i nie może być dłuższy niż 12 miesięcy (art. 92 ust. 1 ustawy o pomocy społecznej)."
    )


def withheld(name, starts, ends, decision, provision):
    until = f" do {ends}" if ends else ""
    return f"{name}: pomoc wstrzymano od {starts}{until}, decyzją nr {decision} ({provision} tej ustawy)."


def not_longer(ends):
    """Why the time withheld is not made up for; a day ends with "r.", which closes the sentence too."""
    return (
        "Czas wstrzymania nie przedłuża okresu pomocy: art. 95 tej ustawy nie przewiduje ani przedłużenia "
        "programu, ani wyrównania świadczeń za czas wstrzymania. Po przywróceniu pomocy świadczenia wypłaca "
        f"się najdłużej do {ends}"
    )


LONGER = (
    "W tym programie ośrodek przyjął, że czas wstrzymania przedłuża okres pomocy; ostatni dzień pomocy "
    "podano wyżej."
)


def paid_text(months):
    """One paragraph with the amounts by month and their sum; months are (day, zł)."""
    if not months:
        return "Do dnia wydania zaświadczenia niczego nie wypłacono."
    said = "; ".join(f"{polish.month_name(month)} – {polish.zl(amount)} zł" for month, amount in months)
    total = sum(amount for _, amount in months)
    return f"Wypłacono: {said}. Razem {polish.zl(total)} zł (słownie: {polish.zl_in_words(total)})."
