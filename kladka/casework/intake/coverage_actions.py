"""Whom a granted application covers, changed during the programme: somebody later, somebody no longer.

The agreement and the decision stay as they were signed; amounts change by a new calculation and decision.
"""

from dataclasses import replace
from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from kladka.documents import polish
from kladka.law.facts import Apart

from .homes import apart, away, written
from .models import Applicant, Application
from .steps import event, note

OPEN = (Application.State.COMPLETE, Application.State.GRANTED)


@transaction.atomic
def cover_later(application, person, *, relation, status, starts, reason, by):
    """Cover a person who came into the family later (ups art. 91 ust. 4 i 12) from day `starts`.

    Whose aid ended too early or by mistake is covered on, without a day between.
    """
    application = _locked(application)
    applicant = application.people.filter(person=person).first()
    applicant = applicant or Applicant(application=application, person=person, relation=relation)
    if applicant.covered:
        _goes_on(applicant, starts)
    else:
        applicant.covered_from = starts
    applicant.status, applicant.covered, applicant.active = status, True, True
    applicant.covered_until = None
    applicant.coverage_reason = reason
    try:
        with transaction.atomic():
            applicant.save()
    except IntegrityError as error:
        raise ValidationError(
            f"{person.full_name}: ta osoba jest już objęta innym wnioskiem lub programem."
        ) from error
    note("coverage.begun", application, by=by, person=person.key)
    event(application, "Objęto osobę trwającym programem", on=starts, by=by, text=person.full_name)
    return applicant


def _goes_on(applicant, starts):
    """Refuse whom the programme still covers, and a second time of aid after a break."""
    name, last = applicant.person.full_name, applicant.covered_until
    if last is None:
        raise ValidationError(f"{name}: program obejmuje już tę osobę.")
    on = last + timedelta(days=1)
    if starts > on:
        raise ValidationError(
            {"starts": f"Pomoc tej osoby kończy się {polish.short_day(last)}. Objąć ją dalej można od "
             f"{polish.short_day(on)}; po przerwie składa osobny wniosek (ups art. 91 ust. 3)."}
        )  # fmt: skip


@transaction.atomic
def end_coverage(applicant, *, on, reason, by):
    """The last day on which a person is covered, earlier than the one known so far; free to apply anew."""
    application = _locked(applicant.application)
    if applicant.covered_from and on < applicant.covered_from:
        raise ValidationError({"on": "Pomoc tej osoby zaczyna się później."})
    if applicant.covered_until and applicant.covered_until < on:
        day = polish.short_day(applicant.covered_until)
        raise ValidationError(
            {"on": f"Pomoc tej osoby kończy się już {day}. Żeby trwała dłużej, obejmij ją dalej."}
        )
    applicant.covered_until, applicant.coverage_reason, applicant.active = on, reason, False
    applicant.save(update_fields=["covered_until", "coverage_reason", "active"])
    note("coverage.ended", application, by=by, person=applicant.person.key, on=on.isoformat())
    event(application, "Zakończono pomoc dla osoby", on=on, by=by, text=applicant.person.full_name)
    return applicant


@transaction.atomic
def live_apart(application, people, *, starts, reason, by):
    """Count persons as a home of their own from the month of `starts` on; their aid goes on.

    § 3 ust. 1 of the regulation counts the family; whoever lives apart from that month already shares the
    new home with them. A person may live apart several times, from one home to the next too: every month
    belongs to one home.
    """
    application = _locked(application)
    rows = {one.person_id: one for one in _covered(application)}
    moving = [rows[person.pk] for person in people if person.pk in rows]
    starts = starts.replace(day=1)
    if not moving or len(moving) < len(people):
        raise ValidationError("Wskaż osoby, które obejmuje program.")
    _somebody_stays(rows, moving)
    for one in moving:
        _no_overlap(one, starts)
    home = _new_home(rows.values(), moving, starts)
    for one in moving:
        known = [_ended(spell, starts) for spell in apart(one) if spell.starts < starts]
        _live(one, [*known, Apart(one.person.key, home, starts)], reason)
    names = ", ".join(one.person.full_name for one in moving)
    keys = [one.person.key for one in moving]
    note("coverage.apart", application, by=by, people=keys, since=starts.isoformat())
    event(application, "Osobne gospodarstwo w programie", on=starts, by=by, text=names)
    return moving


def _covered(application):
    return application.people.filter(covered=True).select_related("person")


def _somebody_stays(rows, moving):
    gone = {one.pk for one in moving} | {one.pk for one in rows.values() if away(one)}
    if gone >= {one.pk for one in rows.values()}:
        raise ValidationError("W dotychczasowym gospodarstwie musi zostać co najmniej jedna osoba.")


def _no_overlap(applicant, starts):
    """Refuse a spell from `starts` on when one is known that lasts or begins later."""
    for spell in apart(applicant):
        if spell.starts > starts or (spell.ends and spell.ends >= starts):
            span = f"od {polish.short_day(spell.starts)}"
            span += f" do {polish.short_day(spell.ends)}" if spell.ends else ""
            raise ValidationError(
                {"starts": f"{applicant.person.full_name}: osobne gospodarstwo {span} jest już zapisane. "
                 "Wskaż późniejszy miesiąc albo najpierw cofnij tamten zapis."}
            )  # fmt: skip


def _new_home(rows, moving, starts):
    """The number of the home: that of the moving who moved in this very month already, or the next one."""
    there = {away(one).home for one in moving if away(one) and away(one).starts == starts}
    known = [spell.home for one in rows for spell in apart(one)]
    return min(there, default=max(known, default=0) + 1)


def _ended(spell, starts):
    """A spell that lasts ends before the next one starts."""
    return spell if spell.ends else replace(spell, ends=starts - timedelta(days=1))


def _live(applicant, spells, reason):
    applicant.homes, applicant.coverage_reason = written(spells), reason
    applicant.save(update_fields=["homes", "coverage_reason"])


@transaction.atomic
def come_back(application, people, *, starts, reason, by):
    """Count persons who lived apart with the family again from the month of `starts` on.

    The months apart keep their amounts: only those from `starts` on are of one home again (§ 3 ust. 1).
    """
    application = _locked(application)
    rows = {one.person_id: one for one in _covered(application) if away(one)}
    coming = [rows[person.pk] for person in people if person.pk in rows]
    starts = starts.replace(day=1)
    if not coming or len(coming) < len(people):
        raise ValidationError("Wskaż osoby, które mieszkają osobno.")
    if any(starts <= away(one).starts for one in coming):
        raise ValidationError(
            {"starts": "Osobne gospodarstwo zaczyna się później. Zapisane omyłkowo cofnij drugą czynnością."}
        )
    for one in coming:
        _live(one, [_ended(spell, starts) for spell in apart(one)], reason)
    names = ", ".join(one.person.full_name for one in coming)
    keys = [one.person.key for one in coming]
    note("coverage.back", application, by=by, people=keys, since=starts.isoformat())
    event(application, "Z powrotem wspólne gospodarstwo", on=starts, by=by, text=names)
    return coming


@transaction.atomic
def live_together(applicant, *, reason, by):
    """Take the last spell apart back: it was recorded by mistake, the person was of the family all the time.

    Earlier spells stay as they are.
    """
    application = _locked(applicant.application)
    if not applicant.homes:
        raise ValidationError("Ta osoba mieszka z rodziną.")
    *earlier, last = apart(applicant)
    _live(applicant, earlier, reason)
    said = {"person": applicant.person.key, "since": last.starts.isoformat(), "reason": reason}
    note("coverage.together", application, by=by, **said)
    event(
        application, "Wspólne gospodarstwo w programie", on=timezone.localdate(), by=by,
        text=applicant.person.full_name,
    )  # fmt: skip
    return applicant


def _locked(application):
    """The application read again under a lock, when it covers people now."""
    fresh = Application.objects.select_for_update(of=("self",)).select_related("case", "organisation")
    fresh = fresh.get(pk=application.pk)
    if fresh.state not in OPEN:
        raise ValidationError(
            f"Wniosek ma stan „{fresh.get_state_display()}”; nie zmienia się, kogo obejmuje."
        )
    return fresh
