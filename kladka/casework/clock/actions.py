"""Acts of the clock: a calendar's secret address, choices and consents, what is sent each day."""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from kladka.accounts.permissions import organisation_ids
from kladka.accounts.tokens import digest_of, new_token
from kladka.journal.actions import record

from . import messages, queries
from .models import CalendarFeed, Reminder, ReminderChoice, VisitConsent, VisitReminder, Way
from .wording import reminder_text, visit_text


@transaction.atomic
def open_feed(user, *, organisation):
    """Make a new secret address for the user's calendar and revoke the old one; returns the token, once."""
    _revoke(user)
    token = new_token()
    feed = CalendarFeed.objects.create(user=user, digest=digest_of(token))
    record("calendar.opened", feed, by=user, organisation=organisation)
    return token


@transaction.atomic
def close_feed(user, *, organisation):
    """Revoke the address: from now on it answers as if it had never been."""
    for feed in _revoke(user):
        record("calendar.closed", feed, by=user, organisation=organisation)


def _revoke(user):
    live = list(CalendarFeed.objects.select_for_update().filter(user=user, revoked_at=None))
    for feed in live:
        feed.revoked_at = timezone.now()
        feed.save(update_fields=["revoked_at"])
    return live


@transaction.atomic
def note_read(feed, *, organisation, today):
    """Once a day the journal says that a calendar was asked."""
    if feed.read_on != today:
        feed.read_on = today
        feed.save(update_fields=["read_on"])
        record("calendar.read", feed, by=feed.user, organisation=organisation)


@transaction.atomic
def choose_reminders(user, *, organisation, by_email, by_sms, phone, days_ahead):
    """Keep what reminders the user wants. Raises ValidationError by field."""
    if by_sms and not phone:
        raise ValidationError({"phone": "Do przypomnień SMS potrzebny jest numer telefonu."})
    choice = ReminderChoice.objects.filter(user=user).first() or ReminderChoice(user=user)
    choice.by_email, choice.by_sms = by_email, by_sms
    choice.phone, choice.days_ahead = phone, days_ahead
    choice.save()
    record("reminder.chosen", choice, by=user, organisation=organisation, email=by_email, sms=by_sms)


@transaction.atomic
def agree_to_reminders(case, person, *, way, on, by):
    """Record that a person of the family wants to be reminded of meetings. Raises ValidationError."""
    if not (person.email if way == Way.EMAIL else person.phone):
        raise ValidationError("Ta osoba nie podała adresu albo numeru, na który można wysłać przypomnienie.")
    if VisitConsent.objects.filter(person=person, withdrawn_on=None).exists():
        raise ValidationError("Ta osoba zgodziła się już na przypomnienia.")
    consent = VisitConsent.objects.create(person=person, way=way, given_on=on, by=by)
    record("reminder.agreed", case, by=by, organisation=case.organisation, case=case.key, person=person.key)
    return consent


@transaction.atomic
def withdraw_reminders(case, consent, *, on, by):
    """The person no longer wants reminders; nothing more is sent."""
    consent.withdrawn_on = on
    consent.save(update_fields=["withdrawn_on"])
    person = consent.person.key
    record("reminder.withdrawn", case, by=by, organisation=case.organisation, case=case.key, person=person)


def send_due(today):
    """Send what is due today, each once; what could not be sent is tried again at the next call."""
    done = queries.sent_today(today)
    for choice in queries.choices_to_serve():
        organisations = organisation_ids(choice.user)
        late, near = queries.due_counts(choice.user, organisations, today, choice.days_ahead)
        if late or near:
            for way in _ways(choice):
                if (choice.user_id, way) not in done:
                    _remind(choice, way, today, reminder_text(late, near, choice.days_ahead))
    for contact, consent in queries.visits_to_remind(today + timedelta(days=1)):
        _remind_of_visit(contact, consent)


def _ways(choice):
    return [way for way, wanted in ((Way.EMAIL, choice.by_email), (Way.SMS, choice.by_sms)) if wanted]


def _remind(choice, way, today, text):
    reminder, _ = Reminder.objects.get_or_create(user=choice.user, on=today, way=way)
    _keep(reminder, messages.send(way, text, email=choice.user.email, phone=choice.phone))


def _remind_of_visit(contact, consent):
    person = consent.person
    reminder, _ = VisitReminder.objects.get_or_create(contact=contact, consent=consent)
    text = visit_text(person.language, contact.next_on, contact.case.organisation.short_name)
    _keep(reminder, messages.send(consent.way, text, email=person.email, phone=person.phone))


def _keep(reminder, trouble):
    reminder.trouble = trouble
    reminder.sent_at = None if trouble else timezone.now()
    reminder.save(update_fields=["trouble", "sent_at"])
