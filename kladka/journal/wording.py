"""Polish words of the journal: acts, pages, and what entitled somebody to look."""

from django.utils import timezone

from kladka.documents.xlsx import Column

from .models import Entry

KINDS = dict(Entry.Kind.choices)

# The first part of an act's name says what it was about, the whole says what was done.
ACTS = {
    "account.factors_removed": "usunięto klucze i kody logowania osoby",
    "account.link": "utworzono odnośnik do hasła",
    "attachment.added": "dodano załącznik",
    "attachment.removed": "usunięto załącznik",
    "annex.received": "wpłynął załącznik",
    "annex.taken_back": "cofnięto przyjęcie załącznika",
    "application.complete": "wniosek kompletny",
    "application.complicated": "sprawa szczególnie skomplikowana",
    "application.filed": "złożono wniosek",
    "application.granted": "uwzględniono wniosek",
    "application.people_released": "zwolniono osoby z wniosku",
    "application.refused": "odmówiono",
    "application.unexamined": "pozostawiono bez rozpoznania",
    "account.sessions_ended": "zakończono wszystkie sesje osoby",
    "address.covered": "zakryto adres w tekstach sprawy",
    "address.protected": "objęto adres ochroną",
    "address.reader_named": "dopisano osobę do adresu chronionego",
    "address.reader_removed": "skreślono osobę z adresu chronionego",
    "authorisation.ended": "cofnięto upoważnienie",
    "authorisation.recorded": "zapisano upoważnienie",
    "book.closed": "zamknięto rok w księdze",
    "book.reopened": "otwarto ponownie rok w księdze",
    "case.assigned": "zmieniono realizatora",
    "case.erased": "usunięto dane sprawy",
    "case.held": "wstrzymano usunięcie danych",
    "case.hold_ended": "zakończono wstrzymanie usunięcia",
    "case.opened": "wszczęto sprawę",
    "case.restricted": "ograniczono przetwarzanie",
    "case.restriction_excepted": "czynność mimo ograniczenia",
    "case.restriction_lifted": "zniesiono ograniczenie",
    "case.share_withdrawn": "cofnięto udostępnienie",
    "case.shared": "udostępniono sprawę",
    "case.state": "zmieniono stan sprawy",
    "control.ended": "zamknięto kontrolę",
    "control.recorded": "zapisano kontrolę wojewody",
    "contact.added": "zapisano kontakt",
    "coverage.confirmed": "potwierdzono, kogo obejmuje wniosek",
    "deadline.fulfilled": "wykonano czynność w terminie",
    "decision.altered": "decyzja inna niż zatwierdzona",
    "decision.delivered": "doręczono decyzję",
    "decision.edited": "zmieniono uzasadnienie",
    "decision.issued": "wydano decyzję",
    "decision.prepared": "przygotowano projekt decyzji",
    "decision.print_run": "zlecono wydruk zbiorczy",
    "decision.sent_back": "zwrócono decyzję do poprawy",
    "decision.submitted": "przekazano decyzję do zatwierdzenia",
    "decision.withdrawn": "wycofano projekt decyzji",
    "declaration.received": "wpłynęło oświadczenie",
    "document.registered": "zapisano dokument osoby",
    "erasure.done": "usunięto dane po okresie przechowywania",
    "erasure.proposed": "zaproponowano usunięcie danych",
    "erasure.records": "usunięto dane ze starych żądań i incydentów",
    "erasure.refused": "odmówiono usunięcia danych",
    "glass.approved": "zatwierdzono dostęp awaryjny",
    "glass.asked": "poproszono o dostęp awaryjny",
    "glass.closed": "zamknięto dostęp awaryjny",
    "household.left": "osoba opuściła rodzinę",
    "household.registered": "zapisano rodzinę",
    "incident.closed": "zamknięto incydent",
    "incident.reported": "zapisano incydent",
    "incident.step": "zapisano czynność przy incydencie",
    "ledger.correction_proposed": "zaproponowano korektę wypłaty",
    "ledger.correction_rejected": "odrzucono korektę wypłaty",
    "look.checked": "sprawdzono wgląd",
    "looks.many": "wiele otwartych spraw w ciągu godziny",
    "look.reason": "podano powód wglądu",
    "office.described": "zmieniono dane jednostki",
    "payment_list.altered": "lista lub plik inne niż zatwierdzone",
    "payment_list.approved": "zatwierdzono listę wypłat",
    "payment_list.downloaded": "pobrano plik do banku",
    "payment_list.exported": "utworzono plik do banku",
    "payment_list.prepared": "przygotowano listę wypłat",
    "payment_list.recalculated": "przeliczono listę wypłat",
    "payment_list.sent": "wysłano listę wypłat",
    "payment_list.sent_back": "zwrócono listę wypłat",
    "payment_list.submitted": "przekazano listę wypłat do zatwierdzenia",
    "payment_list.withdrawn": "wycofano listę wypłat",
    "payout_account.set": "ustalono sposób wypłaty",
    "person.copied": "przygotowano kopię danych osoby",
    "person.corrected": "sprostowano dane osoby",
    "person.filled_in": "uzupełniono dane osoby",
    "person.registered": "zapisano osobę",
    "programme.accepted": "akceptacja wojewody",
    "programme.agreed": "uzgodniono program",
    "programme.amounts": "uzgodniono kwoty",
    "programme.drafted": "przygotowano projekt programu",
    "programme.ended": "zakończono program",
    "programme.forms_of_aid": "ustalono formy pomocy",
    "programme.obligation": "zapisano zobowiązanie",
    "programme.obligation_met": "wykonano zobowiązanie",
    "programme.obligation_removed": "usunięto zobowiązanie",
    "programme.readings": "wybrano odczytania przepisów",
    "programme.recounted": "policzono kwoty od nowa",
    "programme.reopened": "cofnięto program do uzgodnień",
    "programme.resumed": "przywrócono pomoc",
    "programme.sent": "wysłano program wojewodzie",
    "programme.situation": "opisano sytuację rodziny",
    "programme.started": "rozpoczęto program",
    "programme.withheld": "wstrzymano pomoc",
    "refusal.drafted": "przygotowano odmowę",
    "rights.answered": "odpowiedziano na żądanie osoby",
    "rights.extended": "przedłużono termin odpowiedzi",
    "rights.received": "przyjęto żądanie osoby",
    "role.checked": "sprawdzono rolę",
    "role.ended": "zakończono rolę",
    "role.given": "nadano rolę",
    "sign_in.done": "zalogowano się",
    "sign_in.ended": "wylogowano się",
    "sign_in.failed": "nieudana próba zalogowania",
    "sign_in.password_changed": "zmieniono hasło",
    "sign_in.proof_added": "dodano klucz lub kod logowania",
    "sign_in.proof_failed": "nieudany drugi składnik",
    "sign_in.proof_removed": "usunięto klucz lub kod logowania",
    "sign_in.proof_reset": "wydano nowe kody zapasowe",
    "status.registered": "zapisano status ochrony",
    "supply_letter.delivered": "doręczono wezwanie",
    "supply_letter.issued": "wezwano do uzupełnienia",
    "undertaking.recorded": "zapisano zobowiązanie do poufności",
    "case.read": "otwarto stronę",
    "case_list.read": "lista spraw",
    "today.read": "„Dziś”",
    "application_list.read": "lista wniosków",
    "programme_list.read": "lista programów",
    "decision_list.read": "lista decyzji",
    "payment_list.read": "lista wypłat",
    "print_run.read": "wydruk zbiorczy",
    "protected_address.read": "pokazano adres chroniony",
    "shared_list.read": "lista udostępnionych spraw",
    "looks.read": "lista wglądów w nadzorze",
    "attachment.read": "pobrano załącznik",
    "erasure.read": "lista spraw do usunięcia",
    "incident.read": "lista osób przy incydencie",
    "request_list.read": "lista żądań osób",
    "rights_request.read": "otwarto żądanie osoby",
    "person.read": "podobna osoba przy wpisywaniu wniosku",
}

# Start of the name of an address → where it lies.
PAGES = {
    "application": "Wniosek",
    "programme": "Program",
    "obligation": "Program",
    "cost-statement": "Program",
    "why-": "Program",
    "decision": "Decyzje",
    "print": "Decyzje",
    "case-decisions": "Decyzje",
    "case-payments": "Wypłaty",
    "pay": "Wypłaty",
    "look-": "Powód wglądu",
    "case-looks": "Wglądy",
    "case-data": "Dane osobowe",
    "case-copy": "Dane osobowe",
    "case-correct": "Dane osobowe",
    "attachment": "Załączniki",
    "request": "Ochrona danych",
    "incident": "Ochrona danych",
    "erasure": "Ochrona danych",
    "supervision": "Nadzór",
    "looks-": "Nadzór",
    "glass-": "Dostęp awaryjny",
    "case-shares": "Udostępnienia",
    "share-": "Udostępnienia",
    "shared-": "Strona partnera",
    "address-": "Adres chroniony",
    "protected-address": "Adres chroniony",
    "case-list": "Sprawy",
    "case-export": "Sprawy",
    "today": "Dziś",
    "case": "Przegląd",
    "contact": "Przegląd",
    "deadline": "Przegląd",
}

BASES = {
    "": "",
    "own": "praca w jednostce prowadzącej sprawę",
    "share": "udostępnienie innej jednostce",
    "control": "kontrola",
    "break_glass": "dostęp awaryjny",
    "supervision": "nadzór kierownika lub koordynatora",
    "look": "wgląd z podanym powodem",
    "payments": "wypłaty",
    "named": "osoba wskazana do adresu chronionego",
}

REPORT = [
    Column("Dzień", "day"),
    Column("Godzina"),
    Column("Jednostka"),
    Column("Numer wpisu", "whole"),
    *(
        Column(title)
        for title in ("Kto", "Rodzaj", "Czynność", "Czego dotyczy", "Klucz", "Strona", "Podstawa")
    ),
]


def act(name):
    """What was done, in Polish; an act without words of its own under its name."""
    return ACTS.get(name, name)


def page(address):
    """Which part of the program a page belongs to."""
    return next((label for start, label in PAGES.items() if address.startswith(start)), "inna strona")


def basis(name):
    """What entitled somebody, without the key of the share or of the control."""
    return BASES.get(name.partition(":")[0], name)


def report_row(row):
    """A row of `queries.report` for REPORT."""
    at = timezone.localtime(row["at"])
    return [
        at.date(),
        f"{at:%H:%M:%S}",
        row["organisation__short_name"] or "instalacja",
        row["seq"],
        row["actor__name"] or "",
        KINDS[row["kind"]],
        act(row["act"]),
        row["subject"],
        row["subject_key"],
        page(row["address"]) if row["address"] else "",
        basis(row["basis"]),
    ]
