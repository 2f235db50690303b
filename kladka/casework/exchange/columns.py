"""Columns of the files that can be imported: heading, whether it must be there, what may stand in it."""

from dataclasses import dataclass

from kladka.casework.benefits.models import PayoutAccount
from kladka.casework.people.models import HouseholdMember, Person, ProtectionStatus
from kladka.casework.people.wording import CITIZENSHIPS, LANGUAGES, MARITAL_STATUSES, NO_PESEL
from kladka.law.facts import GROUNDS as WITHHELD_ON

from .models import ImportRun

YES_NO = {"tak": "on", "nie": ""}
STATUSES = {label: value for value, label in ProtectionStatus.Kind.choices} | {
    "uchodźca": "refugee",
    "zezwolenie na pobyt czasowy członka rodziny": "family_permit",
    "zgoda humanitarna": "humanitarian",
    "pobyt tolerowany": "tolerated",
}
RELATIONS = {label: value for value, label in HouseholdMember.Relation.choices} | {"dziecko": "child"}
SEXES = {label: value for value, label in Person.Sex.choices} | {"k": "f", "m": "m"}

GROUNDS = {f"pkt {point}": code for point, code in enumerate(WITHHELD_ON, start=1)}
METHODS = {label: value for value, label in PayoutAccount.Method.choices}


@dataclass(frozen=True)
class Column:
    """`values` maps what may be written to what it means; `offered` are usual words, not the only ones.

    `day` and `month` say that the cell holds one. `once` is told for the whole family or programme: in its
    first row, or the same in every row. `field` is the field of the page that this column fills, with
    "osoba" before a field of one person.
    """

    heading: str
    field: str
    comment: str
    example: str = ""
    required: bool = False
    day: bool = False
    month: bool = False
    once: bool = False
    values: dict | None = None
    offered: tuple = ()

    @property
    def allowed(self):
        return tuple(self.values) if self.values else self.offered


FAMILIES = (
    Column("Rodzina", "family", "Ten sam numer w wierszach jednej rodziny.", "1", required=True),
    Column("Kim jest", "relation", "Jeden wnioskodawca w rodzinie.", "wnioskodawca", True, values=RELATIONS),
    Column("Nazwisko", "osoba-family_name", "Alfabetem łacińskim, jak w dokumencie.", "Przykładowa", True),
    Column("Imiona", "osoba-given_names", "Alfabetem łacińskim, jak w dokumencie.", "Olena", True),
    Column("Pisownia oryginalna", "osoba-original_name", "Imiona i nazwisko.", "Олена Прикладна"),
    Column("Data urodzenia", "osoba-born", "Data.", "17.05.1990", True, day=True),
    Column("Płeć", "osoba-sex", "", "kobieta", True, values=SEXES),
    Column("Obywatelstwo", "osoba-citizenship", "Nazwa państwa.", "Ukraina", True, offered=CITIZENSHIPS),
    Column("Język", "osoba-language", "", "ukraiński", offered=LANGUAGES),
    Column("PESEL", "osoba-pesel", "11 cyfr; puste, gdy brak.", ""),
    Column("Powód braku PESEL", "osoba-pesel_missing", "Gdy brak numeru.", NO_PESEL[0], offered=NO_PESEL),
    Column("Stan cywilny", "osoba-marital_status", "Do rejestru.", offered=MARITAL_STATUSES),
    Column("Szkoła lub przedszkole", "osoba-school", "Do rejestru.", "SP nr 3 w Brzozowie Leśnym"),
    Column("Rodzaj ochrony", "osoba-status", "", "status uchodźcy", True, values=STATUSES),
    Column("Numer decyzji o ochronie", "osoba-decision_number", "", "DPU-1/2026"),
    Column("Data decyzji o ochronie", "osoba-decided_on", "Data.", "14.09.2026", day=True),
    Column("Doręczono", "osoba-delivered_on", "Od tego dnia biegnie 60 dni.", "22.09.2026", day=True),
    Column("Karta pobytu", "osoba-card_number", "Seria i numer.", "RP0000001"),
    Column("Karta pobytu ważna do", "osoba-card_expires_on", "Data.", "14.09.2029", day=True),
    Column("Dokument podróży", "osoba-geneva_number", "Seria i numer.", ""),
    Column("Dokument podróży ważny do", "osoba-geneva_expires_on", "Data.", "", day=True),
    Column("Małżonek obywatela polskiego", "osoba-spouse_of_polish_citizen", "", "nie", values=YES_NO),
    Column("Załączniki złożone", "annexes", "„tak”: wszystkie, których wymaga status.", "tak", values=YES_NO),
    Column("Osoba z ewidencji", "same", "Gdy import zapyta: czy to osoba z ewidencji.", "", values=YES_NO),
    Column("Data złożenia wniosku", "filed_on", "W wierszu wnioskodawcy.", "2.11.2026", True,
           day=True, once=True),
    Column("Oświadczenia złożone", "declarations", "„tak”: wszystkie trzy.", "tak", values=YES_NO),
    Column("Opuszczenie ośrodka", "left_reception_centre_on", "Data; puste, gdy nie było.", "", day=True),
    Column("Ulica i numer", "address", "", "ul. Polna 3"),
    Column("Kod i miejscowość", "town", "W wierszu wnioskodawcy.", "99-100 Brzozów Leśny", True, once=True),
    Column("Telefon", "phone", "", "600 100 200"),
    Column("Realizator (e-mail)", "worker", "Puste: osoba, która importuje.", ""),
    Column("Znak w poprzednim systemie", "reference", "Zostanie na osi czasu sprawy.", "IPI/12/2026"),
)  # fmt: skip
PAYMENTS = (
    Column("Znak sprawy", "case", "Znak sprawy w tym programie.", "PS.5214.7.2026", required=True),
    Column("Nazwisko", "family_name", "", "Przykładowa", required=True),
    Column("Imiona", "given_names", "", "Olena", required=True),
    Column("Za miesiąc", "month", "Pierwszy dzień miesiąca albo 2026-03.", "2026-03", True, month=True),
    Column("Kwota", "amount", "W złotych, najwyżej dwa miejsca po przecinku.", "1 679,00", required=True),
    Column("Kto wypłacił", "payer", "Nazwa urzędu.", "PCPR w Innym Mieście", required=True),
    Column("Dzień wypłaty", "paid_on", "Data.", "10.03.2026", day=True),
)
SIGN = "Znak sprawy w tym programie albo znak z poprzedniego systemu, podany przy imporcie rodziny."
RANGE = "Numer miesiąca programu (1–12) albo miesiąc, 2026-08."
PROGRAMMES = (
    Column("Znak sprawy", "case", SIGN, "PS.5214.7.2026", True),
    Column("Nazwisko", "family_name", "Osoby z wniosku, którą obejmuje decyzja.", "Przykładowa", True),
    Column("Imiona", "given_names", "", "Olena", True),
    Column("Rodzaj ochrony", "status", "Do porównania z wnioskiem.", "status uchodźcy", values=STATUSES),
    Column("Numer decyzji", "decision_number", "O przyznaniu pomocy.", "PCPR.5214.3.2026", True, once=True),
    Column("Data decyzji", "decided_on", "Data.", "18.08.2026", True, day=True, once=True),
    Column("Kto wydał", "issuer", "Organ, który wydał decyzję.", "Starosta Brzozowski", True, once=True),
    Column("Doręczono decyzję", "delivered_on", "Data.", "21.08.2026", day=True, once=True),
    Column("Początek programu", "starts", "Według decyzji.", "1.08.2026", True, day=True, once=True),
    Column("Koniec programu", "ends", "Według decyzji.", "31.07.2027", True, day=True, once=True),
    Column("Kładka płaci od miesiąca", "pays_from", "Pierwszy miesiąc, którego jeszcze nie wypłacono.",
           "2026-12", True, month=True, once=True),
    Column("Od miesiąca", "first", f"{RANGE} Puste: od początku.", "1", month=True),
    Column("Do miesiąca", "last", f"{RANGE} Puste: do końca.", "6", month=True),
    Column("Kwota", "amount", "Za pełny miesiąc. Inna od 7. miesiąca: drugi wiersz tej osoby.", "1 679,00"),
    Column("Wstrzymano od", "withheld_from", "Pierwszy dzień bez pomocy.", "", day=True),
    Column("Wstrzymano do", "withheld_until", "Ostatni dzień; puste, gdy trwa.", "", day=True),
    Column("Podstawa wstrzymania", "ground", "Punkt art. 95 ust. 1.", "", values=GROUNDS),
    Column("Akceptacja wojewody", "accepted_on", "Data; bez niej program nie wejdzie do rejestru.",
           "12.08.2026", True, day=True, once=True),
    Column("Znak pisma wojewody", "reference", "", "PS.9421.7.2026", once=True),
    Column("Zgłoszono do ubezpieczenia", "insured_on", "Dzień zgłoszenia w ZUS.", "24.08.2026", day=True),
    Column("Realizator (e-mail)", "worker", "Puste: realizator sprawy.", "", once=True),
    Column("Sposób wypłaty", "method", "", "przelew", values=METHODS, once=True),
    Column("Numer rachunku", "account", "26 cyfr, komórka jako tekst.", "", once=True),
    Column("Odbiorca", "holder", "Puste: wnioskodawca.", "", once=True),
)  # fmt: skip
COLUMNS = {
    ImportRun.Kind.FAMILIES: FAMILIES,
    ImportRun.Kind.PROGRAMMES: PROGRAMMES,
    ImportRun.Kind.PAYMENTS: PAYMENTS,
}
