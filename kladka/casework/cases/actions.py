"""Changes of a case file: opening, numbers, deadlines, contacts, timeline."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Min, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from kladka.casework.people.spelling import normalise, searchable
from kladka.journal.actions import record
from kladka.law.polish import plural

from .models import NO_DAY, Case, Contact, Deadline, Draft, Event, NumberSeries
from .restrictions import Restriction


@transaction.atomic
def next_number(organisation, series, day):
    """The next number of a series in the year of `day`, in the organisation's pattern."""
    row, _ = NumberSeries.objects.select_for_update().get_or_create(
        organisation=organisation, series=series, year=day.year
    )
    row.last += 1
    row.save(update_fields=["last"])
    return organisation.number_pattern.format(series=series, number=row.last, year=day.year)


@transaction.atomic
def open_case(household, *, opened_on, worker, by):
    """Open a case for a household and give it the next number."""
    case = Case(
        organisation=household.organisation,
        household=household,
        number=next_number(household.organisation, "S", opened_on),
        worker=worker,
        opened_on=opened_on,
    )
    describe(case)
    case.save()
    _carry_restrictions(case)
    record("case.opened", case, by=by, organisation=case.organisation)
    add_event(case, "Wszczęto sprawę", on=opened_on, by=by, text=case.number)
    return case


def _carry_restrictions(case):
    """What a person of a new case demanded in an earlier one holds in it too."""
    people = case.household.members.values("person")
    for one in Restriction.objects.in_force().filter(person__in=people).order_by("pk"):
        said = {"reason": one.reason, "starts": one.starts, "by": one.by}
        Restriction.objects.get_or_create(case=case, person=one.person, ends=None, defaults=said)


def describe(case):
    """Derive the title, the sorting name and the search column from the household (does not save)."""
    members = list(case.household.members.select_related("person").order_by("pk"))
    people = [member.person for member in members]
    here = [member.person for member in members if member.ends is None] or people
    applicant, others = here[0], len(here) - 1
    case.title = applicant.full_name + (
        f" i {others} {plural(others, 'osoba', 'osoby', 'osób')}" if others else ""
    )
    case.sort_name = normalise(f"{applicant.family_name} {applicant.given_names}")
    words = [f"{p.given_names} {p.family_name} {p.original_name}" for p in people]
    case.search = searchable(" ".join([case.number, *words]))


def describe_again(case):
    """The same after the household changed, saved. Called by the acts that name the change."""
    describe(case)
    case.save(update_fields=["title", "sort_name", "search"])


def change_state(case, state, *, by, aid_from=None, aid_until=None):
    """Move a case to another state. Called by the acts that name the change, never by a view."""
    case.state = state
    if aid_from:
        case.aid_from, case.aid_until = aid_from, aid_until
    case.save(update_fields=["state", "aid_from", "aid_until"])
    record("case.state", case, by=by, organisation=case.organisation, state=state)
    if state in Case.CLOSED:
        flagged = Case.objects.filter(pk=case.pk, tier_why__startswith=Case.FLAG).exists()
        rank(case, tier=1 if flagged else 3, why=Case.FLAG if flagged else "")


@transaction.atomic
def assign(case, worker, *, by):
    """Make a worker the realizator of a case; its open deadlines become theirs."""
    case.worker = worker
    case.save(update_fields=["worker"])
    case.deadlines.filter(done_on=None).update(worker=worker)
    record("case.assigned", case, by=by, organisation=case.organisation, worker=worker.pk)
    add_event(case, "Zmieniono realizatora", on=timezone.localdate(), by=by, text=worker.name)


def add_event(case, title, *, on, by, text="", url=""):
    """Add a line to the timeline of the case."""
    return Event.objects.create(case=case, on=on, title=title, text=text[:500], url=url, by=by)


def set_deadline(case, kind, *, label, term, subject_key=""):
    """Set an open deadline from a `kladka.law.terms.Term`; an earlier open one of its kind is replaced."""
    said = {
        "organisation": case.organisation,
        "worker": case.worker,
        "label": label,
        "provision": term.provision,
        "raw_day": term.raw_day,
        "day": term.day,
    }
    about = {"case": case, "kind": kind, "subject_key": subject_key, "done_on": None}
    deadline, made = Deadline.objects.select_for_update().get_or_create(**about, defaults=said)
    if not made:
        deadline.moved += deadline.day != term.day
        for field, value in said.items():
            setattr(deadline, field, value)
        deadline.save()
    _renew_due(Case.objects.filter(pk=case.pk), kind)
    return deadline


def _renew_due(cases, kind):
    """The nearest open deadline of these cases, after one of this kind came or went."""
    if kind in Deadline.NO_TASKS:
        return
    tasks = Deadline.objects.filter(case=OuterRef("pk"), done_on=None).exclude(kind__in=Deadline.NO_TASKS)
    nearest = tasks.order_by().values("case").annotate(nearest=Min("day")).values("nearest")
    cases.update(due_on=Coalesce(Subquery(nearest), NO_DAY))


def rank(case, *, tier, why):
    """Keep how urgent a case is (1–3) and the codes of the reasons; worked out by the wing of needs."""
    case.tier, case.tier_why = tier, why[:120]
    case.save(update_fields=["tier", "tier_why"])


def set_deadlines(cases, kind, *, label, term, subject_key):
    """The same open deadline for many cases in one query; a case that has it already keeps it."""
    deadlines = [
        Deadline(
            case=case,
            organisation_id=case.organisation_id,
            worker_id=case.worker_id,
            kind=kind,
            subject_key=subject_key,
            label=label,
            provision=term.provision,
            raw_day=term.raw_day,
            day=term.day,
        )
        for case in cases
    ]
    Deadline.objects.bulk_create(deadlines, batch_size=500, ignore_conflicts=True)
    _renew_due(Case.objects.filter(pk__in=[one.case_id for one in deadlines]), kind)


def complete_deadlines(organisation, kind, *, subject_key, on):
    """Mark the open deadlines of this kind and subject as done in every case of an organisation."""
    open_ones = Deadline.objects.filter(
        organisation=organisation, kind=kind, subject_key=subject_key, done_on=None
    )
    cases = list(open_ones.values_list("case", flat=True)) if kind not in Deadline.NO_TASKS else []
    open_ones.update(done_on=on)
    _renew_due(Case.objects.filter(pk__in=cases), kind)


def add_events(texts, title, *, on, by, url=""):
    """Add a line to the timeline of many cases; `texts` maps each case to what is said in it."""
    events = [
        Event(case=case, on=on, title=title, text=text[:500], url=url, by=by) for case, text in texts.items()
    ]
    Event.objects.bulk_create(events, batch_size=500)


def complete_deadline(case, kind, *, on, subject_key=""):
    """Mark an open deadline as done; nothing happens when there is none."""
    case.deadlines.filter(kind=kind, subject_key=subject_key, done_on=None).update(done_on=on)
    _renew_due(Case.objects.filter(pk=case.pk), kind)


def end_deadlines(case, which, *, on):
    """Mark the open deadlines of a case that `which` (a Q) chooses as done, none of them still being due."""
    case.deadlines.filter(which, done_on=None).update(done_on=on)
    _renew_due(Case.objects.filter(pk=case.pk), "")


def reopen_deadlines(case, which, *, after, done_on):
    """Open again the deadlines of days after `after` that were ended on one of the days `done_on`."""
    case.deadlines.filter(which, day__gt=after, done_on__in=done_on).update(done_on=None)
    _renew_due(Case.objects.filter(pk=case.pk), "")


def refuse_restricted(case):
    """ValidationError when processing of the case is restricted and no exception is recorded for today."""
    if case.restrictions.stopping().exists():
        raise ValidationError(
            "Przetwarzanie danych tej sprawy jest ograniczone (RODO art. 18). Pismo wymagane ustawą wychodzi "
            "w dniu, na który kierownik zapisze wyjątek w części „Dane osobowe”."
        )


@transaction.atomic
def fulfil(deadline, *, on, by):
    """Record that a task with a date was done, for tasks that no other act completes."""
    case = deadline.case
    deadline.done_on = on
    deadline.save(update_fields=["done_on"])
    _renew_due(Case.objects.filter(pk=case.pk), deadline.kind)
    record("deadline.fulfilled", case, by=by, organisation=case.organisation, kind=deadline.kind)
    add_event(case, "Wykonano czynność w terminie", on=on, by=by, text=deadline.label)


@transaction.atomic
def add_contact(case, *, by, **details):
    """Record a contact or a note. `details` are fields of Contact."""
    contact = Contact.objects.create(case=case, by=by, **details)
    record("contact.added", contact, by=by, organisation=case.organisation, case=case.key)
    kind = contact.get_kind_display()
    title = f"Nieobecność: {kind}" if contact.missed else kind.capitalize()
    add_event(case, title, on=contact.on, by=by, text=(contact.text or contact.absence)[:500])
    return contact


def keep_draft(user, form, data):
    """Keep what is being typed in a form."""
    Draft.objects.update_or_create(user=user, form=form, defaults={"data": data})


def drop_draft(user, form):
    """Forget a draft whose form was saved."""
    Draft.objects.filter(user=user, form=form).delete()
