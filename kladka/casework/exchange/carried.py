"""Programmes under way of an import, beside the case, the law in their months and what was carried over."""

from itertools import groupby

from django.utils import timezone

from kladka.accounts.permissions import workers_of
from kladka.casework.benefits.models import PaymentList
from kladka.casework.decisions.models import Decision
from kladka.casework.intake.models import Application
from kladka.casework.intake.queries import people_of, unfinished
from kladka.casework.moves.handed import said, taken_over
from kladka.casework.people.spelling import normalise
from kladka.casework.programmes.carried import law_beside
from kladka.casework.programmes.models import Programme
from kladka.casework.programmes.queries import loaded, zlote
from kladka.documents.polish import month_name, short_day, zl

from . import carried_rows
from .carried_differences import compare
from .carried_rows import VALUES
from .cells import case_named
from .rows import WARNING

grouped = carried_rows.grouped


def examine(carried, organisation):
    """Find the case and its people, read the rows, compare; fills in all that `Carried` holds."""
    carried_rows.read_once(carried)
    _find_case(carried, organisation)
    if carried.application is None:
        return carried
    _find_people(carried)
    carried_rows.read_rows(carried)
    carried_rows.read_account(carried)
    _check_decision(carried, organisation)
    _check_worker(carried, organisation)
    if not carried.faulty:
        _beside_law(carried)
        _check_lists(carried, organisation)
    if carried.programme and not carried.faulty:
        compare(carried)
    return carried


def _find_case(carried, organisation):
    """The application that the decision answered, and the programme when it was carried over before."""
    sign = carried.first.texts.get("case")
    if not sign:
        return
    case = case_named(organisation, sign)
    if case is None:
        text = f"Nie ma sprawy {sign}. Sprawdź znak albo najpierw wczytaj rodzinę z wnioskiem."
        carried.say(carried.first, "case", text)
        return
    if taken := taken_over(case.key):
        carried.say(carried.first, "case", said(taken))
        return
    found = Application.objects.filter(case=case).select_related("case__worker", "organisation")
    application = found.order_by("-pk").first()
    programme = application and Programme.objects.filter(application=application).first()
    if application is None:
        carried.say(carried.first, "case", f"Sprawa {case.number} nie ma wniosku. Najpierw zapisz wniosek.")
    elif programme and programme.pays_from is None:
        text = f"Sprawa {case.number} ma już program przygotowany w Kładce; import go nie zmienia."
        carried.say(carried.first, "case", text)
    elif programme is None and not unfinished(application.state):
        state = application.get_state_display()
        carried.say(carried.first, "case", f"Wniosek w sprawie {case.number} ma stan „{state}”.")
    else:
        carried.application, carried.programme = application, programme and loaded(programme.key)


def _find_people(carried):
    """The applicant of every row; who is named in the application and has no row is told."""
    named = people_of(carried.application)
    by_name = {_name(one.person.family_name, one.person.given_names): one for one in named}
    for place, row in enumerate(carried.rows):
        family, given = (row.texts.get(name, "") for name in ("family_name", "given_names"))
        applicant = by_name.get(_name(family, given))
        if applicant:
            carried.people[place] = applicant
            _check_status(carried, row, applicant)
        elif family and given:
            number = carried.application.case.number
            text = f"We wniosku w sprawie {number} nie ma osoby {given} {family}. Sprawdź pisownię."
            carried.say(row, "family_name", text)
    rest = [one.person.full_name for one in named if one not in carried.people.values()]
    if rest:
        text = f"We wniosku są też: {', '.join(rest)}. Nie ma ich w pliku, więc program ich nie obejmie."
        carried.say(carried.first, "family_name", text, WARNING)


def _name(family_name, given_names):
    return normalise(family_name), normalise(given_names)


def _check_status(carried, row, applicant):
    told = VALUES["status"].get(row.texts.get("status", ""))
    if told and told != applicant.status.kind:
        text = (
            "We wniosku jest inaczej; import niczego nie nadpisuje. Popraw w sprawie, jeżeli plik ma rację."
        )
        old, new = applicant.status.get_kind_display(), row.texts["status"]
        carried.say(row, "status", text, WARNING, old=old, new=new)


def _check_decision(carried, organisation):
    number, decided_on = carried.told["decision_number"], carried.days.get("decided_on")
    same = Decision.objects.filter(organisation=organisation, number=number)
    if carried.programme:
        same = same.exclude(pk=carried.programme.decision_id)
    if number and (other := same.select_related("case").first()):
        text = f"Decyzja {number} jest już w sprawie {other.case.number}."
        carried.say_once("decision_number", text)
    filed_on = carried.application.filed_on
    if decided_on and decided_on < filed_on:
        text = f"Decyzja jest wcześniejsza niż wniosek z {short_day(filed_on)}. Popraw jeden z tych dni."
        carried.say_once("decided_on", text)


def _check_worker(carried, organisation):
    email = carried.told["worker"]
    if not email:
        return
    carried.worker = workers_of(organisation).filter(email__iexact=email).first()
    if carried.worker is None:
        carried.say_once("worker", f"Nikt z adresem {email} nie prowadzi spraw w tej jednostce.")


def coverage(carried):
    """{applicant: whether the decision covers them}, with their days set on the (unsaved) applicant."""
    people, granted = people_of(carried.application), carried.granted
    ids = {person for person, _ in granted.amounts}
    for one in people:
        one.covered = one.person_id in ids
        one.covered_from, one.covered_until = granted.days_of(one.person_id) if one.covered else (None, None)
    return {one: one.covered for one in people}


def _beside_law(carried):
    """Persons whom the law does not cover are faults; amounts outside its bounds are only told."""
    covered = [one for one, is_covered in coverage(carried).items() if is_covered]
    explanation, law = law_beside(carried.application, covered, carried.granted)
    _check_start(carried)
    rows = {one.person_id: carried.rows[place] for place, one in reversed(carried.people.items())}
    for one in covered:
        own = {m: amount for (person, m), amount in carried.amounts.items() if person == one.person_id}
        missing = [month for month in own if (one.person_id, month) not in law]
        if missing:
            why = " ".join(r.text for r in explanation.reasons if r.person == one.person.key)
            text = f"Prawo nie daje tej osobie pomocy od miesiąca {month_name(min(missing))}. {why}"
            carried.say(rows[one.person_id], "family_name", text.strip())
        else:
            _check_bounds(carried, one.person_id, own, {m: law[one.person_id, m][0] for m in own})


def _check_start(carried):
    """The decision may begin in another month than the law; it stands as it was issued."""
    application, starts = carried.application, carried.days["starts"]
    days = [application.filed_on, application.left_reception_centre_on]
    first = max(day for day in days if day).replace(day=1)
    if starts != first:
        text = "Z wniosku wynika inny pierwszy miesiąc. Zostaje, jak w decyzji."
        carried.say_once("starts", text, WARNING, old=month_name(first), new=month_name(starts))


def _check_bounds(carried, person, amounts, law):
    """One note for months in a row with the same amount and the same bounds."""

    def bounds(month):
        return amounts[month], zlote(law[month].floor), zlote(law[month].ceiling)

    for (amount, floor, ceiling), group in groupby(sorted(amounts), key=bounds):
        if floor <= amount <= ceiling:
            continue
        months = list(group)
        span = month_name(months[0])
        if len(months) > 1:
            span = f"{span} – {month_name(months[-1])}"
        side = "powyżej" if amount > ceiling else "poniżej"
        text = f"{zl(amount)} zł jest {side} granic prawa ({span}: od {zl(floor)} do {zl(ceiling)} zł). "
        text += "Zostanie kwota z decyzji; sprawdź, czy decyzji nie trzeba zmienić."
        carried.say(carried.stands_in[person, months[0]], "amount", text, WARNING)


def _check_lists(carried, organisation):
    """Months that our closed lists left out will be paid as arrears on the next one."""
    pays_from, today = carried.days["pays_from"], timezone.localdate()
    closed = PaymentList.objects.filter(organisation=organisation, month__gte=pays_from, month__lte=today)
    months = closed.exclude(state=PaymentList.State.DRAFT).order_by("month").values_list("month", flat=True)
    if months and carried.programme is None:
        names = ", ".join(month_name(month) for month in months)
        text = f"Listy za: {names} są już zamknięte; te miesiące wypłaci następna lista jako zaległe."
        carried.say_once("pays_from", text, WARNING)
