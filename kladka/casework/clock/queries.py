"""What a calendar shows, what a reminder counts, what is due to be sent."""

from datetime import timedelta

from django.db.models import Count, F, Q

from kladka.accounts.tokens import digest_of
from kladka.casework.cases.models import Case, Contact, Deadline
from kladka.casework.cases.restrictions import Restriction

from .models import CalendarFeed, Reminder, ReminderChoice, VisitConsent, VisitReminder

# What a calendar keeps of the past, and how much one feed may hold.
PAST = timedelta(days=30)
MOST = 2000


def feed_at(token):
    """The feed of this secret address while it is not revoked, with its user, or None."""
    live = CalendarFeed.objects.filter(digest=digest_of(token), revoked_at=None, user__is_active=True)
    return live.select_related("user").first()


def feed_of(user):
    return CalendarFeed.objects.filter(user=user, revoked_at=None).first()


def deadlines_for_calendar(user, organisations, today):
    """Open deadlines of the user's own cases, restricted ones left out, in order of days."""
    found = Deadline.objects.filter(
        worker=user, organisation__in=organisations, done_on=None, day__gte=today - PAST
    )
    found = found.exclude(kind=Deadline.APPEAL, day__lt=today).exclude(case__in=Restriction.objects.cases())
    return found.exclude(case__state=Case.State.ERASED).select_related("case").order_by("day", "pk")[:MOST]


def deadlines_of_case(case, today):
    """Open deadlines of one case for its file."""
    return case.deadlines.filter(done_on=None).exclude(kind=Deadline.APPEAL, day__lt=today).order_by("day")


def choice_of(user):
    return ReminderChoice.objects.filter(user=user).first() or ReminderChoice(user=user)


def choices_to_serve():
    """Choices of active users that ask for anything."""
    wanted = ReminderChoice.objects.filter(Q(by_email=True) | Q(by_sms=True), user__is_active=True)
    return wanted.select_related("user").order_by("pk")


def sent_today(today):
    """{(user id, way)} of reminders that were sent today."""
    done = Reminder.objects.filter(on=today, sent_at__isnull=False)
    return set(done.values_list("user_id", "way"))


def due_counts(user, organisations, today, days):
    """(deadlines past their day, deadlines due within `days` days) in the user's own cases."""
    own = Deadline.objects.filter(worker=user, organisation__in=organisations, done_on=None)
    own = own.exclude(kind=Deadline.APPEAL, day__lt=today)
    counted = own.aggregate(
        late=Count("pk", filter=Q(day__lt=today)),
        near=Count("pk", filter=Q(day__gte=today, day__lte=today + timedelta(days=days))),
    )
    return counted["late"], counted["near"]


def visits_to_remind(day):
    """[(contact, consent)] for meetings agreed for `day`, with persons who consented, not yet reminded of.

    The newest contact of a case says when the next one is; restricted cases are left out.
    """
    agreed = Contact.objects.filter(next_on=day, share=None).exclude(case__in=Restriction.objects.cases())
    newest = {}
    for contact in agreed.select_related("case__organisation").order_by("pk"):
        newest[contact.case_id] = contact
    later = Contact.objects.filter(case__in=newest, share=None).order_by("on", "pk")
    last = dict(later.values_list("case_id", "pk"))
    standing = {case: contact for case, contact in newest.items() if last[case] == contact.pk}
    return [(standing[case], consent) for case, consent in _consents(standing)]


def _consents(standing):
    households = {contact.case.household_id: case for case, contact in standing.items()}
    live = VisitConsent.objects.filter(
        withdrawn_on=None,
        person__memberships__household__in=households,
        person__memberships__ends=None,
    )
    sent = VisitReminder.objects.filter(contact__in=standing.values(), sent_at__isnull=False)
    done = set(sent.values_list("contact_id", "consent_id"))
    for one in (
        live.select_related("person").annotate(household=F("person__memberships__household")).order_by("pk")
    ):
        case = households[one.household]
        if (standing[case].pk, one.pk) not in done:
            yield case, one


def consents_of(case):
    """{person id: VisitConsent in force} of the people of a case."""
    people = case.household.members.filter(ends=None).values("person")
    live = VisitConsent.objects.filter(person__in=people, withdrawn_on=None)
    return {one.person_id: one for one in live}
