"""Invented letters that the tests print: a family of four from the application to the list of payments."""

from datetime import date
from decimal import Decimal

from kladka.documents.decision_letter import DecisionLetter
from kladka.documents.letters import (
    CostStatement,
    Missing,
    MonthCost,
    ProgrammeLetter,
    Receipt,
    SupplyLetter,
)
from kladka.documents.parts import AmountLine, Duty, Institution, Office, Party, Signatory
from kladka.documents.payment_list import NotPaid, PaymentLine, PaymentListPrint

OFFICE = Office(
    centre="Powiatowe Centrum Pomocy Rodzinie w Łęczycy",
    authority="Starosta Łęczycki",
    address="ul. Żółkiewskiego 7, 99-100 Łęczyca",
    town="Łęczyca",
    contact="tel. 24 000 00 00, pcpr@leczyca.example",
    appeal_body="Samorządowego Kolegium Odwoławczego w Sieradzu",
)
HOME = "ul. Kaliska 3 m. 5, 99-100 Łęczyca"
MOTHER = Party(
    name="Olena Kowalczuk",
    original="Олена Ковальчук",
    role="wnioskodawczyni",
    born=date(1990, 3, 14),
    identifier="PESEL 90031412340",
    protection="status uchodźcy",
    document="karta pobytu RP0000001",
    address=HOME,
)
FATHER = Party(
    name="Ahmad Al-Hasan",
    original="أحمد الحسن",
    role="małżonek",
    born=date(1988, 7, 2),
    identifier="bez numeru PESEL, nr w rejestrze 2026/17",
    protection="ochrona uzupełniająca",
    address=HOME,
)
DAUGHTER = Party(
    name="Zofija Al-Hasan",
    original="Софія Аль-Хасан",
    role="dziecko",
    born=date(2015, 9, 1),
    protection="status uchodźcy",
)
SON = Party(name="Józef Al-Hasan", role="dziecko", born=date(2019, 12, 24), protection="status uchodźcy")
FAMILY = (MOTHER, FATHER, DAUGHTER, SON)
HEAD = Signatory(
    name="Wiesława Gżegżółka", position="kierownik PCPR", authorisation="z upoważnienia Starosty Łęczyckiego"
)
CASEWORKER = Signatory(name="Bożena Świątek", position="starszy pracownik socjalny")


def amounts() -> tuple[AmountLine, ...]:
    """Six months at 950,00 and six at 950,00 less one part month, for each of the four."""
    first, second = (date(2026, 11, 1), date(2027, 4, 30)), (date(2027, 5, 1), date(2027, 10, 31))
    return tuple(
        AmountLine(
            person=person,
            starts=starts,
            ends=ends,
            monthly=Decimal(monthly),
            total=Decimal(monthly) * 6,
            note=note,
        )
        for person in FAMILY
        for (starts, ends), monthly, note in (
            (first, "950.00", ""),
            (second, "950.00", "minimum ustawowe, z udziału 755,55 zł"),
        )
    )


def decision(**changes: object) -> DecisionLetter:
    """A grant for four persons; two pages."""
    facts: dict[str, object] = dict(
        office=OFFICE,
        number="PCPR.IPI.5232.7.2026",
        issued_on=date(2026, 11, 21),
        kind="grant",
        legal_basis=(
            "art. 91 ust. 1–4 i 9, art. 92 ust. 1, art. 93, art. 106 ust. 1 i art. 112 ust. 5 ustawy z "
            "dnia 12 marca 2004 r. o pomocy społecznej (Dz.U. z 2024 r. poz. 1283) oraz art. 104 i 107 "
            "ustawy z dnia 14 czerwca 1960 r. – Kodeks postępowania administracyjnego (Dz.U. z 2024 r. "
            "poz. 572)"
        ),
        filed_on=date(2026, 11, 3),
        applicant=MOTHER,
        parties=FAMILY,
        appeal_days=14,
        signatory=HEAD,
        amounts=amounts(),
        operative=(
            "Świadczenie wypłaca się do 15. dnia każdego miesiąca na rachunek bankowy wskazany we wniosku.",
            "Za osoby objęte programem opłaca się składkę na ubezpieczenie zdrowotne w wysokości 110,61 zł "
            "miesięcznie, jeżeli nie mają innego tytułu do ubezpieczenia.",
            "Realizatorem programu jest Bożena Świątek, starszy pracownik socjalny.",
        ),
        facts=(
            "Wniosek złożono w dniu 3 listopada 2026 r., a decyzję o nadaniu statusu uchodźcy doręczono w "
            "dniu 21 września 2026 r. Termin 60 dni upływa w dniu 20 listopada 2026 r., został więc "
            "zachowany.",
            "Rodzina liczy cztery osoby i mieszka w powiecie łęczyckim. W dniu 16 listopada 2026 r. "
            "uzgodniono indywidualny program integracji, a w dniu 19 listopada 2026 r. zaakceptował go "
            "Wojewoda Łódzki.",
        ),
        evidence=(
            "decyzja o nadaniu statusu uchodźcy z dnia 14 września 2026 r.",
            "kopia karty pobytu",
            "trzy oświadczenia",
        ),
        law=(
            "Zgodnie z § 3 ust. 1 pkt 1 lit. d rozporządzenia z dnia 7 kwietnia 2015 r. osobie w rodzinie "
            "liczącej cztery osoby i więcej przysługuje w pierwszych sześciu miesiącach do 50% kwoty "
            "1679,00 zł, to jest 839,50 zł. Ustawa wyznacza jednak kwotę minimalną 950,00 zł na osobę, "
            "dlatego przyznano 950,00 zł.",
            "W miesiącach od siódmego do dwunastego przysługuje do 90% tej kwoty, to jest 755,55 zł, i "
            "także tu przyznano kwotę minimalną 950,00 zł.",
        ),
        recipients=(
            "Olena Kowalczuk, ul. Kaliska 3 m. 5, 99-100 Łęczyca",
            "Ahmad Al-Hasan, adres jak wyżej",
            "a/a",
        ),
    )
    return DecisionLetter(**{**facts, **changes})  # type: ignore[arg-type]


def refusal(**changes: object) -> DecisionLetter:
    """A refusal for one person, as a draft."""
    return decision(
        **{
            "kind": "refuse",
            "amounts": (),
            "parties": (FATHER,),
            "applicant": FATHER,
            "operative": (),
            "draft": True,
            "facts": ("Wnioskodawca posiada zgodę na pobyt ze względów humanitarnych.",),
            "law": ("Zgoda na pobyt ze względów humanitarnych nie jest wymieniona w art. 91 ust. 1 ustawy.",),
            "recipients": ("Ahmad Al-Hasan, ul. Kaliska 3 m. 5, 99-100 Łęczyca", "a/a"),
            **changes,
        }
    )


def programme() -> ProgrammeLetter:
    return ProgrammeLetter(
        office=OFFICE,
        number="IPI/7/2026",
        agreed_on=date(2026, 11, 16),
        represented_by=HEAD,
        applicant=MOTHER,
        family=FAMILY,
        starts=date(2026, 11, 1),
        ends=date(2027, 10, 31),
        amounts=amounts(),
        aid=(
            "opłacanie składki na ubezpieczenie zdrowotne",
            "praca socjalna",
            "poradnictwo prawne i psychologiczne",
            "informacja i wsparcie w kontaktach z urzędem pracy, szkołą i lekarzem",
        ),
        office_duties=(
            Duty(text="informowanie o zakresie pomocy oraz warunkach jej wstrzymania lub odmowy"),
            Duty(text="pomoc w uzyskaniu mieszkania, w tym mieszkania treningowego", due=date(2027, 1, 31)),
            Duty(text="prowadzenie pracy socjalnej z rodziną", due="co najmniej raz w miesiącu"),
        ),
        family_duties=(
            Duty(
                text="zarejestrowanie się w powiatowym urzędzie pracy i aktywne poszukiwanie pracy",
                due=date(2026, 11, 30),
            ),
            Duty(
                text="uczestniczenie w kursie języka polskiego",
                due="od 1 grudnia 2026 r., 4 godziny w tygodniu",
            ),
            Duty(
                text="współdziałanie i kontaktowanie się z realizatorem programu",
                due="nie rzadziej niż dwa razy w miesiącu",
            ),
        ),
        caseworker=CASEWORKER,
        caseworker_contact="tel. 24 000 00 01",
        residence=HOME,
        institutions=(
            Institution(
                name="Powiatowy Urząd Pracy w Łęczycy", scope="rejestracja, pośrednictwo pracy, szkolenia"
            ),
            Institution(name="Szkoła Podstawowa nr 3", scope="oddział przygotowawczy dla córki"),
        ),
        monitoring=(
            "Realizator monitoruje postępy co najmniej co trzy miesiące w zakresie nauki języka polskiego, "
            "funkcjonowania zawodowego i funkcjonowania społecznego oraz sporządza notatkę służbową.",
        ),
        conditions=(
            "Pomoc może zostać wstrzymana w przypadkach wymienionych w art. 95 ust. 1 ustawy o pomocy "
            "społecznej; pozostałe osoby objęte pomocą otrzymują ją nadal.",
        ),
        interpreter="Treść programu przetłumaczono na język ukraiński; tłumaczka: Halina Przykładowa.",
        annexes=("zestawienie kosztów", "oświadczenia z art. 91 ust. 5"),
    )


def cost_statement() -> CostStatement:
    months = [date(2026, 11, 1), date(2026, 12, 1), *(date(2027, month, 1) for month in range(1, 11))]
    return CostStatement(
        office=OFFICE,
        number="PCPR.IPI.5232.7.2026.K",
        issued_on=date(2026, 11, 17),
        voivode="Wojewoda Łódzki",
        programme_number="IPI/7/2026",
        family=FAMILY,
        starts=date(2026, 11, 1),
        ends=date(2027, 10, 31),
        amounts=amounts(),
        months=tuple(
            MonthCost(month=month, people=4, cash=Decimal("3800.00"), health=Decimal("442.44"))
            for month in months
        ),
        signatory=HEAD,
        accountant=Signatory(name="Grażyna Źdźbło", position="główny księgowy"),
        annexes=("indywidualny program integracji IPI/7/2026",),
    )


def supply_letter() -> SupplyLetter:
    return SupplyLetter(
        office=OFFICE,
        number="PCPR.IPI.5232.7.2026.W",
        issued_on=date(2026, 11, 4),
        addressee=MOTHER,
        filed_on=date(2026, 11, 3),
        missing=(
            Missing(what="kopia karty pobytu", provision="art. 91 ust. 6 pkt 3 ustawy o pomocy społecznej"),
            Missing(
                what="oświadczenie o zamiarze zamieszkania w określonym województwie",
                provision="art. 91 ust. 5 pkt 1 ustawy o pomocy społecznej",
            ),
        ),
        days=7,
        signatory=HEAD,
    )


def receipt() -> Receipt:
    return Receipt(
        office=OFFICE,
        number="W/2026/0012",
        filed_on=date(2026, 11, 3),
        applicant=MOTHER,
        family=FAMILY,
        received=(
            "kopia decyzji o nadaniu statusu uchodźcy",
            "oświadczenie o gotowości przystąpienia do programu",
        ),
        missing=("kopia karty pobytu",),
        next_steps=(
            Duty(text="Uzupełnienie dokumentów", due="7 dni od doręczenia wezwania"),
            Duty(text="Załatwienie sprawy (art. 35 § 3 k.p.a.)", due=date(2027, 1, 4)),
        ),
        clerk=CASEWORKER,
    )


def payment_list() -> PaymentListPrint:
    account = "61109010140000071219812874"
    return PaymentListPrint(
        office=OFFICE,
        number="LW/2026/12",
        month=date(2026, 12, 1),
        drawn_up_on=date(2026, 12, 7),
        due_on=date(2026, 12, 15),
        lines=(
            PaymentLine(person=MOTHER, case_number="5232.7.2026", amount=Decimal("1900.00"), account=account),
            PaymentLine(
                person=DAUGHTER, case_number="5232.7.2026", amount=Decimal("950.00"), note="wypłata matce"
            ),
        ),
        not_paid=(
            NotPaid(
                person=FATHER,
                case_number="5232.7.2026",
                reason="wstrzymanie od 1 do 30 grudnia 2026 r., art. 95 ust. 1 pkt 1 ustawy",
            ),
        ),
        prepared="Bożena Świątek, 7.12.2026, godz. 10:14",
        approved="Wiesława Gżegżółka, 7.12.2026, godz. 12:40",
        sha256="9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
    )


ALL = {
    "decision": decision,
    "refusal": refusal,
    "programme": programme,
    "cost_statement": cost_statement,
    "supply_letter": supply_letter,
    "receipt": receipt,
    "payment_list": payment_list,
}
