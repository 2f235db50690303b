"""Kontrole danych: what may be wrong in a case, why it matters, what to do, and where.

A check is a small function that finds rows in one query over the whole centre; nothing is looped over. It
warns: a person looks, mends it, or puts the row aside with a reason (docs/handbook/nadzor.md).
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import DateField, Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Cast, Coalesce, Greatest, Least

from kladka.accounts.permissions import workers_of
from kladka.casework.benefits.models import Payment, PayoutAccount
from kladka.casework.cases.contact_queries import counting_of, with_enough_contacts
from kladka.casework.cases.models import Case, Deadline
from kladka.casework.cases.openings import Share
from kladka.casework.decisions.models import Decision
from kladka.casework.exchange.models import EarlierPayment
from kladka.casework.intake.models import Applicant, SupplyLetter
from kladka.casework.monitoring.models import DutyNotice
from kladka.casework.needs.models import Wave
from kladka.casework.people.models import HeldDocument, HouseholdMember, Person
from kladka.casework.programmes.models import AgreedAmount, Obligation, Programme, Revocation, Withholding
from kladka.law.terms import months_later

State = Case.State
OPEN = (State.APPLICATION, State.PROGRAMME, State.DECISION, State.RUNNING)
# How long something may wait before it is asked about; practice of offices, no act sets these days.
DELIVERY_DAYS, VOIVODE_DAYS, DECIDING_DAYS, FAREWELL_DAYS = 30, 30, 30, 30
ADULT = 18 * 12


@dataclass(frozen=True, slots=True)
class Check:
    """One check. `case`: path from a found row to its case ("" when it is the case), `at`: its day.

    `about` is the path to the person the row is about, `place` the address where it is mended.
    """

    code: str
    title: str
    why: str
    remedy: str
    provision: str
    place: str
    day_is: str
    case: str
    at: str
    find: Callable[[object, date], QuerySet]
    about: str = ""

    def path(self, name: str) -> str:
        """The path from a row to a field of its case."""
        return f"{self.case}__{name}" if self.case else name


CHECKS: dict[str, Check] = {}


def check(code, title, *, case="", at, day_is, place="", provision="", why, remedy, about=""):
    """Register the function below as a check under this code."""

    def register(find):
        said = {"why": why, "remedy": remedy, "provision": provision, "place": place, "day_is": day_is}
        CHECKS[code] = Check(code, title, case=case, at=at, find=find, about=about, **said)
        return find

    return register


@check(
    "no_worker", "Sprawa bez realizatora", at="opened_on", day_is="wszczęta", place="przekazanie/",
    provision="ups art. 93 ust. 1 pkt 1 lit. f",
    why="Nikt nie pilnuje terminów rodziny: sprawa nie ma realizatora albo jego rola się skończyła.",
    remedy="Przekaż sprawę realizatorowi.",
)  # fmt: skip
def no_worker(centre, day):
    working = workers_of(centre).order_by().values("pk")
    return Case.objects.filter(Q(worker=None) | ~Q(worker__in=working), organisation=centre, state__in=OPEN)


@check(
    "contacts", "Mniej niż dwa kontakty w poprzednim miesiącu", at="aid_from", day_is="pomoc od",
    place="kontakty/", provision="ups art. 93 ust. 1 pkt 2 lit. d",
    why="Ustawa wymaga co najmniej dwóch kontaktów w miesiącu; tyle oceni kontrola wojewody.",
    remedy="Uzupełnij kontakty, które się odbyły, albo zapisz, dlaczego ich nie było.",
)  # fmt: skip
def few_contacts(centre, day):
    last = day.replace(day=1) - timedelta(days=1)
    running = Case.objects.filter(organisation=centre, state=State.RUNNING)
    lived = running.filter(aid_from__lte=last.replace(day=1), aid_until__gte=last)
    return lived.exclude(pk__in=with_enough_contacts(counting_of(centre), last))


@check(
    "note", "Zaległa notatka z monitorowania", case="case", at="day", day_is="termin",
    place="kontakty/", provision="rozporządzenie § 5",
    why="Przebieg programu ocenia się co najmniej raz na trzy miesiące i sporządza notatkę służbową.",
    remedy="Sporządź i podpisz notatkę za ten okres.",
)  # fmt: skip
def late_note(centre, day):
    open_ones = Deadline.objects.filter(organisation=centre, kind=Deadline.MONITORING, done_on=None)
    return open_ones.filter(day__lt=day, case__state=State.RUNNING)


@check(
    "decision_late", "Wniosek po terminie załatwienia", case="case", at="day", day_is="termin",
    place="", provision="KPA art. 35 § 3",
    why="Minął termin załatwienia sprawy, a decyzji nie ma. Strona może wnieść ponaglenie (KPA art. 37).",
    remedy="Wydaj decyzję albo zawiadom stronę o nowym terminie (KPA art. 36).",
)  # fmt: skip
def decision_late(centre, day):
    return Deadline.objects.filter(organisation=centre, kind="decision", done_on=None, day__lt=day)


@check(
    "undelivered", "Decyzja bez doręczenia", case="case", at="issued_on", day_is="wydana",
    place="decyzje/", provision="KPA art. 110",
    why=f"Decyzję wydano ponad {DELIVERY_DAYS} dni temu, a doręczenia nie zapisano: nie biegnie termin "
    "odwołania i nie wiadomo, od kiedy decyzja wiąże.",
    remedy="Zapisz doręczenie albo wyślij decyzję ponownie.",
)  # fmt: skip
def undelivered(centre, day):
    issued = Decision.objects.filter(organisation=centre, state=Decision.State.ISSUED)
    return issued.filter(issued_on__lt=day - timedelta(days=DELIVERY_DAYS))


@check(
    "letter", "Wezwanie bez doręczenia", case="application__case", at="issued_on", day_is="wysłane",
    place="wniosek/", provision="KPA art. 64 § 2",
    why="Bez dnia doręczenia nie biegnie termin na uzupełnienie wniosku.",
    remedy="Zapisz doręczenie wezwania albo wyślij je ponownie.",
)  # fmt: skip
def letter_undelivered(centre, day):
    sent = SupplyLetter.objects.filter(application__organisation=centre, delivered_on=None)
    return sent.filter(issued_on__lt=day - timedelta(days=DELIVERY_DAYS), application__state="supplement")


@check(
    "voivode", "Program czeka u wojewody", case="case", at="agreed_on", day_is="uzgodniony",
    place="program/", provision="ups art. 93 ust. 2",
    why=f"Od uzgodnienia minęło ponad {VOIVODE_DAYS} dni, a akceptacji wojewody nie zapisano.",
    remedy="Zapytaj urząd wojewódzki albo zapisz akceptację.",
)  # fmt: skip
def at_voivode(centre, day):
    sent = Programme.objects.filter(organisation=centre, state=Programme.State.SENT)
    return sent.filter(agreed_on__lt=day - timedelta(days=VOIVODE_DAYS))


@check(
    "accepted", "Program zaakceptowany bez decyzji", case="case", at="accepted_on",
    day_is="zaakceptowany", place="program/", provision="ups art. 91 ust. 1 i art. 93",
    why=f"Wojewoda zaakceptował program ponad {DECIDING_DAYS} dni temu, a rodzina nie ma "
    "decyzji ani pieniędzy.",
    remedy="Przygotuj i zatwierdź decyzję o przyznaniu pomocy.",
)  # fmt: skip
def accepted_undecided(centre, day):
    accepted = Programme.objects.filter(organisation=centre, state=Programme.State.ACCEPTED)
    return accepted.filter(accepted_on__lt=day - timedelta(days=DECIDING_DAYS))


@check(
    "no_duties", "Program w toku bez zobowiązań rodziny", case="case", at="starts", day_is="program od",
    place="program/", provision="ups art. 93 ust. 1 pkt 2",
    why="Program określa zobowiązania obu stron; bez nich nie ma czego monitorować ani wymagać.",
    remedy="Dopisz zobowiązania aneksem.",
)  # fmt: skip
def no_duties(centre, day):
    owed = Obligation.objects.filter(programme=OuterRef("pk"), owed_by=Obligation.Side.PARTICIPANT)
    return Programme.objects.filter(~Exists(owed), organisation=centre, state=Programme.State.RUNNING)


PROGRAMME_STARTS, PROGRAMME_ENDS = F("application__programme__starts"), F("application__programme__ends")


@check(
    "overlap", "Osoba w dwóch programach w tym samym czasie", case="application__case",
    at="application__programme__starts", day_is="program od", place="program/", about="person",
    provision="ups art. 91 ust. 1 i art. 92 ust. 1",
    why="Pomoc przyznaje się raz na okres do 12 miesięcy; dwa programy to ryzyko podwójnej wypłaty.",
    remedy="Sprawdź obie sprawy i popraw okres w jednej z nich.",
)  # fmt: skip
def overlapping(centre, day):
    begun = ("accepted", "running", "ended")
    held = Applicant.objects.filter(covered=True, application__programme__state__in=begun).annotate(
        aid_from=Greatest(Coalesce("covered_from", PROGRAMME_STARTS), PROGRAMME_STARTS),
        aid_until=Least(Coalesce("covered_until", PROGRAMME_ENDS), PROGRAMME_ENDS),
    )
    other = held.filter(
        person=OuterRef("person"), aid_from__lte=OuterRef("aid_until"), aid_until__gte=OuterRef("aid_from")
    ).exclude(pk=OuterRef("pk"))
    return held.filter(Exists(other), application__organisation=centre)


@check(
    "account", "Program w toku bez sposobu wypłaty", at="aid_from", day_is="pomoc od",
    place="wyplaty/", provision="ups art. 92 ust. 1 pkt 1",
    why="Rodzina ma prawo do świadczenia, a lista wypłat nie ma dokąd go wysłać.",
    remedy="Wpisz rachunek albo wypłatę w kasie.",
)  # fmt: skip
def no_account(centre, day):
    held = PayoutAccount.objects.in_force().filter(case=OuterRef("pk"))
    running = Case.objects.filter(organisation=centre, state=State.RUNNING, aid_from__lte=day)
    return running.filter(~Exists(held), aid_until__gte=day)


@check(
    "payment", "Brak wypłaty za miniony miesiąc", case="programme__case", at="month", day_is="miesiąc",
    place="wyplaty/", provision="ups art. 92 ust. 1 pkt 1", about="person",
    why="Za ten miesiąc uzgodniono kwotę, a osoby nie ma na żadnej liście wypłat.",
    remedy="Przelicz listę albo zapisz wypłatę dokonaną gdzie indziej.",
)  # fmt: skip
def payment_missing(centre, day):
    same = {"person": OuterRef("person"), "month": OuterRef("month")}
    due = AgreedAmount.objects.filter(programme__organisation=centre, programme__state="running")
    due = due.filter(month__lt=day.replace(day=1), amount_pln__gt=0)
    paid = Exists(Payment.objects.filter(**same)) | Exists(EarlierPayment.objects.filter(**same))
    return due.filter(~paid)


@check(
    "withheld", "Wstrzymanie po ostatnim dniu", case="programme__case", at="ends", day_is="wstrzymano do",
    place="program/wstrzymania/", provision="ups art. 95 ust. 2 i 3", about="person",
    why="Okres wstrzymania minął, a pomocy nie przywrócono ani decyzji nie uchylono.",
    remedy="Przywróć pomoc albo, gdy przyczyna trwa, przygotuj uchylenie.",
)  # fmt: skip
def withheld_past(centre, day):
    standing = Revocation.objects.filter(annulled_on=None)
    revoked = standing.filter(programme=OuterRef("programme"), person=OuterRef("person"))
    past = Withholding.objects.filter(programme__organisation=centre, ends__lt=day, resumed_on=None)
    past = past.filter(annulled_on=None)
    return past.filter(~Exists(revoked), programme__state=Programme.State.RUNNING)


@check(
    "notice", "Wezwanie do wyjaśnienia bez oceny", case="programme__case", at="day",
    day_is="ostatni dzień na wyjaśnienie", place="", provision="ups art. 95 ust. 1", about="person",
    why="Termin na wyjaśnienie minął, a nikt nie ocenił, czy niewykonanie było usprawiedliwione.",
    remedy="Oceń wyjaśnienie albo jego brak.",
)  # fmt: skip
def unjudged_notice(centre, day):
    return DutyNotice.objects.filter(programme__organisation=centre, outcome="", day__lt=day)


@check(
    "not_closed", "Okres pomocy minął, program nie jest zakończony", at="aid_until", day_is="pomoc do",
    place="program/", provision="ups art. 92 ust. 1",
    why="Sprawa liczy się jako trwająca: zawyża obciążenie i sprawozdania.",
    remedy="Zakończ program i zapisz przyczynę.",
)  # fmt: skip
def not_closed(centre, day):
    return Case.objects.filter(organisation=centre, state=State.RUNNING, aid_until__lt=day)


@check(
    "exit", "Zakończony program bez przyczyny", case="case", at="ends", day_is="program do",
    place="po-programie/",
    why="Bez przyczyny nie wiadomo, czy program osiągnął cel; sprawozdanie pokaże „nie podano”.",
    remedy="Podaj przyczynę zakończenia.",
)  # fmt: skip
def exit_missing(centre, day):
    return Programme.objects.filter(organisation=centre, state=Programme.State.ENDED, exit__isnull=True)


@check(
    "farewell", "Koniec programu bez rozmowy", case="case", at="ends", day_is="program do",
    place="po-programie/",
    why=f"Do końca programu zostało najwyżej {FAREWELL_DAYS} dni, a rozmowy o tym, co się skończy i kto "
    "przejmuje sprawy rodziny, nie zapisano.",
    remedy="Umów rozmowę i zapisz ją.",
)  # fmt: skip
def farewell_missing(centre, day):
    running = Programme.objects.filter(organisation=centre, state=Programme.State.RUNNING)
    soon = day + timedelta(days=FAREWELL_DAYS)
    return running.filter(ends__gte=day, ends__lte=soon, farewell__isnull=True)


@check(
    "wave", "Zaległa ocena potrzeb", case="case", at="planned_on", day_is="termin", place="potrzeby/",
    why="Oceny w tych samych dniach pokazują zmianę; opóźnionej nie da się porównać z innymi rodzinami.",
    remedy="Przeprowadź rozmowę i zapisz oceny.",
)  # fmt: skip
def wave_overdue(centre, day):
    planned = Wave.objects.filter(case__organisation=centre, held_on=None, planned_on__lt=day)
    return planned.filter(case__state=State.RUNNING)


@check(
    "document", "Dokument osoby stracił ważność", case="person__memberships__household__cases",
    at="expires_on", day_is="ważny do", about="person",
    provision="ustawa o udzielaniu cudzoziemcom ochrony art. 89i",
    why="Status ochrony trwa nadal, ale bez ważnej karty trudno o bank, pracę i lekarza.",
    remedy="Pomóż w wymianie i zapisz nowy dokument w danych osoby.",
)  # fmt: skip
def document_expired(centre, day):
    newer = HeldDocument.objects.filter(person=OuterRef("person"), kind=OuterRef("kind"))
    newer = newer.filter(Q(expires_on=None) | Q(expires_on__gte=day))
    expired = HeldDocument.objects.filter(~Exists(newer), expires_on__lt=day)
    return expired.filter(
        person__organisation=centre, person__memberships__ends=None,
        person__memberships__household__cases__state__in=OPEN,
    )  # fmt: skip


@check(
    "adult", "Dziecko ukończyło 18 lat", case="application__case", at="person__born", day_is="urodzone",
    place="zmiany/", provision="ups art. 91 ust. 4", about="person",
    why="Wniosek obejmuje małoletnie dzieci. Co się zmienia po osiemnastych urodzinach, rozstrzyga człowiek.",
    remedy="Zapisz zmianę w życiu rodziny i sprawdź, co z niej wynika.",
)  # fmt: skip
def grown_up(centre, day):
    children = Applicant.objects.filter(relation=HouseholdMember.Relation.CHILD, covered=True, active=True)
    children = children.filter(application__organisation=centre, application__case__state=State.RUNNING)
    return children.filter(person__born__lte=months_later(day, -ADULT))


@check(
    "pesel", "Osoba bez numeru PESEL i bez powodu", case="memberships__household__cases",
    at="memberships__starts", day_is="w rodzinie od",
    why="Numer łączy osobę z rejestrem i ubezpieczeniem; jego brak wymaga podania powodu.",
    remedy="Uzupełnij numer albo powód jego braku.", about="self",
)  # fmt: skip
def pesel_missing(centre, day):
    lacking = Person.objects.filter(organisation=centre, pesel__isnull=True, pesel_missing__isnull=True)
    return lacking.filter(memberships__ends=None, memberships__household__cases__state__in=OPEN)


@check(
    "duplicate", "Być może ta sama osoba dwa razy", case="memberships__household__cases", at="born",
    day_is="ur.", about="self", provision="ups art. 91 ust. 1",
    why="Druga osoba w jednostce ma ten sam dzień urodzenia i to samo nazwisko lub imiona.",
    remedy="Porównaj dane obu osób. Rodzeństwo bliźniacze jest na tej liście słusznie: odłóż z powodem.",
)  # fmt: skip
def duplicates(centre, day):
    others = Person.objects.filter(organisation=centre, born=OuterRef("born")).exclude(pk=OuterRef("pk"))
    same_name = Q(family_name__iexact=OuterRef("family_name"))
    same = others.filter(same_name | Q(given_names__iexact=OuterRef("given_names")))
    same = same.exclude(memberships__household=OuterRef("memberships__household"))
    people = Person.objects.filter(organisation=centre, memberships__ends=None)
    return people.filter(Exists(same), memberships__household__cases__state__in=OPEN)


@check(
    "share", "Udostępnienie w zakończonej sprawie", case="case", at="ends", day_is="udostępniono do",
    place="udostepnienia/", provision="RODO art. 5 ust. 1 lit. b i e",
    why="Sprawa się skończyła, a partner nadal ją widzi.",
    remedy="Cofnij udostępnienie, jeżeli cel ustał.",
)  # fmt: skip
def share_in_closed(centre, day):
    return Share.objects.live().filter(case__organisation=centre, case__state__in=Case.CLOSED)


def found_rows(one, centre, day):
    """Rows of a check with the day, the case and its worker under the same names, whatever they are rows of.

    Rows of erased cases are not there. `since_day` and `id` are an order that every check has.
    """
    rows = one.find(centre, day).exclude(**{one.path("state"): State.ERASED})
    named = {name: F(one.path(path)) for name, path in NAMES.items()}
    if one.about:
        way = "" if one.about == "self" else f"{one.about}__"
        named |= {"given": F(f"{way}given_names"), "family": F(f"{way}family_name")}
    return rows.order_by().annotate(since_day=Cast(one.at, DateField()), **named)


NAMES = {
    "of_case": "pk", "case_key": "key", "case_number": "number", "case_title": "title",
    "of_worker": "worker", "worker_name": "worker__name",
}  # fmt: skip
