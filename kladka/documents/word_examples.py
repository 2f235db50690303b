"""Invented letters of every kind an office may have a template of: to check, preview and list fields.

The first of a kind says all that a letter of it can say; the others leave out what may be left out.
"""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

from kladka.documents.case_letter import CaseFacts, CaseLetter
from kladka.documents.decision_letter import DecisionLetter
from kladka.documents.letters import Letter, Missing, ProgrammeLetter, Receipt, SupplyLetter, frame
from kladka.documents.notices import NoticeLetter
from kladka.documents.parts import AmountLine, Data, Duty, Institution, Office, Party, Signatory
from kladka.documents.plain_letter import PlainLetter
from kladka.documents.report import Report
from kladka.documents.report import Section as ReportSection
from kladka.documents.side_by_side import Line, Section, SideBySideLetter, Signing

_DAY, _STARTS, _ENDS = date(2026, 11, 20), date(2026, 12, 1), date(2027, 11, 30)
_OFFICE = Office(
    centre="Powiatowe Centrum Pomocy Rodzinie w Przykładowie",
    authority="Starosta Przykładowski",
    address="ul. Wzorowa 1, 00-000 Przykładowo",
    town="Przykładowo",
    contact="tel. 00 000 00 00",
    appeal_body="Samorządowego Kolegium Odwoławczego w Przykładowie",
)
_MOTHER = Party(
    name="Olena Przykładowa",
    original="Олена Прикладова",
    language="uk",
    role="wnioskodawczyni",
    born=date(1990, 1, 2),
    identifier="bez numeru PESEL",
    protection="status uchodźcy",
    address="ul. Próbna 2, 00-000 Przykładowo",
)
_CHILD = Party(name="Sofija Przykładowa", role="dziecko", born=date(2018, 3, 4), protection="status uchodźcy")
_FAMILY = (_MOTHER, _CHILD)
_SIGNED = Signatory(name="Jan Wzorowy", position="kierownik", authorisation="z upoważnienia Starosty")
_AMOUNTS = tuple(
    AmountLine(
        person=one, starts=_STARTS, ends=_ENDS, monthly=Decimal(950), total=Decimal(11400), note="uwaga"
    )
    for one in _FAMILY
)
_DUTY = (Duty(text="przykładowe zobowiązanie", due=_ENDS),)


def _decision() -> Letter:
    return DecisionLetter(
        office=_OFFICE, number="D.1.2026", issued_on=_DAY, kind="grant", legal_basis="art. 91 ustawy",
        filed_on=_DAY, applicant=_MOTHER, parties=_FAMILY, appeal_days=14, signatory=_SIGNED,
        amounts=_AMOUNTS,
        operative=("Świadczenie wypłaca się do 15. dnia miesiąca.",), facts=("Ustalono…",),
        evidence=("karta pobytu",), law=("Zgodnie z ustawą…",), recipients=("Olena Przykładowa", "a/a"),
    )  # fmt: skip


def _programme() -> Letter:
    return ProgrammeLetter(
        office=_OFFICE, number="IPI.1.2026", agreed_on=_DAY, represented_by=_SIGNED, applicant=_MOTHER,
        family=_FAMILY, starts=_STARTS, ends=_ENDS, amounts=_AMOUNTS, aid=("praca socjalna",),
        office_duties=_DUTY, family_duties=_DUTY, caseworker=_SIGNED, caseworker_contact="tel. 00 000 00 01",
        residence="ul. Próbna 2", institutions=(Institution(name="PUP", scope="rejestracja"),),
        monitoring=("Co trzy miesiące.",), conditions=("Warunki wstrzymania.",), interpreter="Iryna Tłumacka",
        annexes=("spis",),
    )  # fmt: skip


def _supply_letter() -> Letter:
    missing = (Missing(what="kopia karty pobytu", provision="art. 91 ust. 4"),)
    return SupplyLetter(
        office=_OFFICE, number="IPI.S.1.2026", issued_on=_DAY, addressee=_MOTHER, filed_on=_DAY,
        missing=missing, days=7, signatory=_SIGNED,
    )  # fmt: skip


def _receipt() -> Letter:
    return Receipt(
        office=_OFFICE, number="W.1.2026", filed_on=_DAY, applicant=_MOTHER, family=_FAMILY,
        received=("kopia decyzji",), missing=("kopia karty pobytu",), next_steps=_DUTY, clerk=_SIGNED,
    )  # fmt: skip


def _plain_decision() -> Letter:
    return DecisionLetter(
        office=_OFFICE, number="D.2.2026", issued_on=_DAY, kind="refuse", legal_basis="art. 91 ustawy",
        filed_on=_DAY, applicant=_CHILD, parties=(_CHILD,), appeal_days=14, signatory=Signatory(),
    )  # fmt: skip


def _plain_programme() -> Letter:
    return ProgrammeLetter(
        office=_OFFICE, number="IPI.2.2026", agreed_on=_DAY, represented_by=Signatory(), applicant=_CHILD,
        family=(_CHILD,), starts=_STARTS, ends=_ENDS, amounts=_AMOUNTS, aid=(), office_duties=(),
        family_duties=(), caseworker=_SIGNED, draft=True,
    )  # fmt: skip


def _two_languages(language: str = "uk") -> Letter:
    line = Line(pl="Rodzina uczy się polskiego.", other="Родина вивчає польську.", small=True)
    rows = ((line, Line(pl="Zdanie bez tłumaczenia.")), (line,))
    return SideBySideLetter(
        office=_OFFICE, title="annex_title", number="IPI.1.2026/A1", on=_DAY, reader=_MOTHER,
        sections=(Section(heading=line, rows=rows),),
        signatures=(Signing(name="Olena Przykładowa", caption="signature_foreigner"),), language=language,
    )  # fmt: skip


def _notice(language: str = "uk", column: str = "ukraiński") -> Letter:
    return NoticeLetter(
        office=_OFFICE, number="WW.1.2026", issued_on=_DAY, person="Olena Przykładowa",
        address="ul. Próbna 2", case_number="IPI.1.2026", duty="Udział w kursie języka polskiego",
        provision="ups art. 93 ust. 1 pkt 2 lit. e", facts=("Obecność 31%.",),
        asked=(("Prosimy o wyjaśnienie w ciągu 7 dni.", "Просимо пояснити протягом 7 днів."),),
        signatory=_SIGNED, language=language, column=column,
    )  # fmt: skip


def _note() -> Letter:
    return Report(
        office=_OFFICE, title="Notatka służbowa z monitorowania nr 1", on=_DAY, number="IPI.1.2026",
        opening=("Rodzina: Olena Przykładowa.",), signatories=(_SIGNED,),
        sections=(
            ReportSection(
                heading="Nauka języka polskiego", paragraphs=("Ocena: postępy wystarczające.",),
                header=("Zajęcia", "Obecność"), rows=(("12", "11"),),
            ),
        ),
    )  # fmt: skip


def _move_notice(annexes: tuple[str, ...] = ("indywidualny program integracji",)) -> Letter:
    return PlainLetter(
        office=_OFFICE, title="Zawiadomienie o zmianie miejsca zamieszkania", number="P.1.2026",
        issued_on=_DAY, addressee="Wojewoda Przykładowy", addressee_address="ul. Urzędowa 1",
        paragraphs=("Zawiadamiam, że rodzina zmienia miejsce zamieszkania.",), signatory=_SIGNED,
        annexes=annexes,
    )  # fmt: skip


def _case_letter(person: Party | None = _MOTHER, paid: tuple[tuple[date, Decimal], ...] = ()) -> Letter:
    facts = CaseFacts(
        case_number="IPI.1.2026", family=_FAMILY, caseworker=_SIGNED, starts=_STARTS, ends=_ENDS,
        decision_number="D.1.2026", decision_on=_DAY, paid=paid,
    )  # fmt: skip
    return CaseLetter(
        office=_OFFICE, title="Zaświadczenie o udziale w programie", number="ZA.1.2026", issued_on=_DAY,
        addressee="Szkoła Podstawowa nr 1 w Przykładowie", paragraphs=("Zaświadcza się, że…",),
        signatory=_SIGNED, facts=facts, person=person, purpose="przedłożenie w szkole", annexes=("kopia",),
    )  # fmt: skip


def _case_letters() -> tuple[Callable[[], Letter], ...]:
    return lambda: _case_letter(paid=((_STARTS, Decimal(1900)),)), lambda: _case_letter(None)


_EXAMPLES: dict[str, tuple[Callable[[], Letter], ...]] = {
    "decision": (_decision, _plain_decision),
    "programme": (_programme, _plain_programme),
    "side_by_side": (_two_languages, lambda: _two_languages("")),
    "supply_letter": (_supply_letter,),
    "receipt": (_receipt,),
    "notice": (_notice, lambda: _notice("", "")),
    "note": (_note,),
    "certificate": _case_letters(),
    "case_letter": _case_letters(),
    "move_notice": (_move_notice, lambda: _move_notice(())),
}


def examples(kind: str) -> list[Letter]:
    """Invented letters of this kind, the fullest first; LookupError for a kind without any."""
    return [make() for make in _EXAMPLES[kind]]


def known(kind: str) -> list[Data]:
    """The data of the invented letters of a kind: what none of them has, no letter of the kind has."""
    standing = frame(_OFFICE, title="Pismo", number="1", on=_DAY, draft=True, reader=_MOTHER)
    return [*(letter.as_data() for letter in examples(kind)), standing]
