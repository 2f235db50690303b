"""What the pages of sharing show."""

import datetime
from itertools import groupby
from operator import itemgetter

from django.db.models import Q
from django.utils import timezone

from kladka.accounts.models import Organisation
from kladka.accounts.permissions import partner_organisation_ids
from kladka.casework.cases.openings import Share
from kladka.casework.people.models import HouseholdMember, Person
from kladka.casework.programmes.models import Obligation
from kladka.journal.reading import noticed_list
from kladka.ui.paging import keyset_page

ADULT = 18
NOTES = 20


def adults_of(case, day):
    """Persons of the household who may consent: of age on this day."""
    born = datetime.date(day.year - ADULT, day.month, 28 if (day.month, day.day) == (2, 29) else day.day)
    members = HouseholdMember.objects.filter(household=case.household_id, ends__isnull=True)
    return Person.objects.filter(pk__in=members.values("person"), born__lte=born).order_by("pk")


def recipients_for(case):
    """Organisations a case may be shared with."""
    return Organisation.objects.exclude(pk=case.organisation_id).exclude(kind=Organisation.Kind.VOIVODE)


def shares_of(case):
    """All shares of a case, newest first."""
    return case.shares.select_related("organisation", "consent_by", "by", "withdrawn_by").order_by(
        "-starts", "-pk"
    )


def shared_with(user, *, cursor="", size=25):
    """A page of live shares with the organisation the user works in, newest first, as dictionaries."""
    live = Share.objects.live().filter(organisation__in=partner_organisation_ids(user))
    rows = live.values(
        "id", "key", "starts", "ends", "basis", "case__key", "case__title", "case__organisation_id",
        "case__organisation__short_name",
    )  # fmt: skip
    page = keyset_page(rows, ("-starts", "-id"), cursor, size)
    _note(page.rows)
    return page


def ended_shares(user):
    """Shares that ended in the last 90 days, by key and number alone: for them one may ask again."""
    since = timezone.now() - datetime.timedelta(days=90)
    ended = Q(withdrawn_at__gte=since) | Q(ends__gte=since.date(), ends__lt=timezone.localdate())
    found = Share.objects.unrestricted().filter(ended, organisation__in=partner_organisation_ids(user))
    fields = ("key", "case__key", "case__number", "case__organisation_id", "ends", "withdrawn_at")
    rows = list(found.order_by("-pk").values(*fields)[:20])
    _note(rows)
    return rows


def _note(rows):
    """The list names these cases, each to the journal of its centre."""
    centre_of = itemgetter("case__organisation_id")
    for centre, own in groupby(sorted(rows, key=centre_of), centre_of):
        noticed_list("shared_list", [row["case__key"] for row in own], organisation_id=centre)


def shared_family(share):
    """[(name, original spelling, language, telephone, e-mail)] as far as the scope goes."""
    members = HouseholdMember.objects.filter(household=share.case.household_id, ends__isnull=True)
    people = [member.person for member in members.select_related("person").order_by("pk")]
    return [
        {
            "name": person.full_name,
            "original": person.original_name,
            "language": person.language,
            "phone": person.phone if share.shows_contact else "",
            "email": person.email if share.shows_contact else "",
        }
        for person in people
    ]


def shared_goals(share):
    """Agreed obligations with their days, without amounts; nothing outside the scope."""
    if not share.shows_programme:
        return []
    agreed = Obligation.objects.filter(programme__case=share.case, programme__agreed_on__isnull=False)
    return agreed.in_force(timezone.localdate())


def shared_contacts(share):
    """(contacts of the centre: day, kind, next day alone; notes of the partner, whole)."""
    newest = share.case.contacts.select_related("by").order_by("-on", "-pk")
    centre = newest.filter(share__isnull=True)[:NOTES] if share.shows_needs else []
    return centre, newest.filter(share__organisation=share.organisation_id)[:NOTES]
