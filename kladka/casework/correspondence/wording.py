"""Words of certificates: what is certified and on what provision."""

from kladka.documents import polish

BADGES = {"draft": "azure", "issued": "green", "void": "secondary"}
TITLES = {
    "participation": "Zaświadczenie o udziale w indywidualnym programie integracji",
    "paid": "Zaświadczenie o wypłaconych świadczeniach",
}
_BASIS = "Na podstawie art. 217 i 218 Kodeksu postępowania administracyjnego zaświadcza się, że"
PARTICIPATION = (
    _BASIS + " indywidualny program integracji prowadzony pod numerem {number} obejmuje: {name}, ur. {born}"
)
# Days end with "r.", which closes the sentence too.
PERIOD = "Pomoc w ramach programu przyznano na okres od {starts} do {ends}{granted}"
WHOLE = _BASIS + " w indywidualnym programie integracji numer {number} {name}, ur. {born}, otrzymuje pomoc."
PURPOSE = "Zaświadczenie wydaje się na wniosek strony w celu: {purpose}."


def paid_text(months):
    """One paragraph with the amounts by month and their sum; months are (day, zł)."""
    if not months:
        return "Do dnia wydania zaświadczenia niczego nie wypłacono."
    said = "; ".join(f"{polish.month_name(month)} – {polish.zl(amount)} zł" for month, amount in months)
    total = sum(amount for _, amount in months)
    return f"Wypłacono: {said}. Razem {polish.zl(total)} zł (słownie: {polish.zl_in_words(total)})."
