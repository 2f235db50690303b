"""Polish words of signals: what was found, why it matters, what to do."""

from kladka.documents.xlsx import Column

TITLES = {
    "account": "Jeden rachunek, dwie rodziny",
    "home": "Jeden adres, dwie rodziny",
    "parts": "Kwota w częściach",
    "twice": "Osoba wypłacona dwa razy",
}
WHY = {
    "account": "Pieniądze dwóch rodzin trafiają na jedno konto: bywa to wspólne konto krewnych, bywa też "
    "podstawiony rachunek.",
    "home": "Rodziny w jednym mieszkaniu mogą być jedną rodziną, a od liczby osób zależy stawka.",
    "parts": "Jedna należność podzielona na kilka mniejszych omija kontrolę, którą przeszłaby w całości.",
    "twice": "Za ten sam miesiąc wypłacono komuś o tym samym nazwisku, imionach i dniu urodzenia.",
}
REMEDY = {
    "account": "Zadzwoń do obu rodzin na numery z akt i potwierdź, czyj jest rachunek.",
    "home": "Sprawdź, czy to jedno gospodarstwo (ups art. 6 pkt 14); w ośrodku albo hostelu wyjaśnij sygnał.",
    "parts": "Porównaj części z decyzją albo fakturą i sprawdź, kto je wpisał.",
    "twice": "Porozum się z drugą jednostką albo porównaj oba wpisy osoby. Do wyjaśnienia nie zatwierdzaj "
    "następnej listy z tą osobą.",
}
COLUMNS = [
    Column("Sygnał"), Column("Od kiedy", "day"), Column("Znaki spraw", width=40),
    Column("Dlaczego na liście", width=60), Column("Co zrobić", width=60),
]  # fmt: skip


def why(anomaly):
    """What exactly was found in a signal, in one sentence without names of families."""
    facts = anomaly.facts
    if anomaly.kind == "account":
        return f"Rachunek kończący się na {facts['ending']} jest albo był wpisany w kilku sprawach."
    if anomaly.kind == "home":
        return "Te rodziny mają ten sam adres zamieszkania."
    if anomaly.kind == "parts":
        return _parts(facts)
    return _twice(facts)


def _parts(facts):
    amounts = " + ".join(facts["amounts"])
    if "invoices" in facts:
        bills = ", ".join(facts["invoices"])
        return f"Jeden odbiorca dostaje za {facts['month']} kilka opłat: {amounts} zł ({bills})."
    return (
        f"{facts['person']}, {facts['month']}: wypłacono {amounts} zł bez decyzji zmieniającej i bez zwrotu "
        "przelewu."
    )


def _twice(facts):
    months = ", ".join(facts["months"])
    said = []
    if facts["people"] > 1:
        said.append("ta jednostka wypłaca dwóm wpisom o tym samym nazwisku i dniu urodzenia")
    said += [f"wypłaca też {name}" for name in facts["centres"]]
    return f"{facts['person']}, {months}: {', '.join(said)}."


def row(anomaly):
    """A row of COLUMNS."""
    numbers = ", ".join(said["number"] for said in anomaly.cases.values())
    return [TITLES[anomaly.kind], anomaly.since, numbers, why(anomaly), REMEDY[anomaly.kind]]
