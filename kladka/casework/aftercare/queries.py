"""What the end of a programme and the time after it show."""

from django.db.models import Q

from kladka.accounts.permissions import centres_to_read
from kladka.casework.cases.models import Case
from kladka.casework.cases.restrictions import Restriction
from kladka.casework.moves.models import Move
from kladka.casework.needs.models import Need
from kladka.casework.needs.queries import latest_values
from kladka.casework.programmes.models import AgreedAmount, Programme
from kladka.journal.reading import noticed_list
from kladka.law.milestones import milestones
from kladka.ui.paging import keyset_page

from .models import AfterCheck, AfterConsent, Way

ORDERS = {"termin": ("due_on", "id"), "nowe": ("-due_on", "-id")}
FIELDS = (
    *("id", "key", "months", "due_on", "sent_at", "answered_at", "closed_on", "trouble"),
    *("consent__way", "case__key", "case__number", "case__title", "case__worker__name"),
)
STATES = {
    "czeka": Q(answered_at=None, closed_on=None),
    "odpowiedz": Q(answered_at__isnull=False),
    "bez-odpowiedzi": Q(closed_on__isnull=False),
}


def programme_of(case):
    """The newest programme of a case that has begun, or None."""
    begun = (Programme.State.RUNNING, Programme.State.ENDED)
    rows = Programme.objects.filter(case=case, state__in=begun).select_related("farewell", "exit__by")
    return rows.order_by("-pk").first()


def consent_of(case):
    """The consent to be asked afterwards, while it is not withdrawn, or None."""
    live = AfterConsent.objects.filter(case=case, withdrawn_on=None)
    return live.select_related("person", "case__organisation").first()


def moved_to(case):
    """The centre where the family's programme goes on (ups art. 94), so it asks afterwards; "" for none."""
    done = case.moves.filter(state=Move.State.DONE).order_by("-pk").first()
    return done.centre_name if done else ""


def checks_of(case):
    return list(AfterCheck.objects.filter(case=case).select_related("consent", "taken_by"))


def what_stops(case):
    """[Milestone] of the end: the last day of aid and of the right to health care."""
    return [one for one in milestones(case.aid_from, case.aid_until) if one.code in ("aid_ends", "care_ends")]


def last_amounts(programme):
    """[(name, zł)]: the cash of the last month, which will be missing from the next."""
    rows = AgreedAmount.objects.filter(programme=programme, month=programme.ends.replace(day=1))
    found = rows.order_by("person").values_list("person__given_names", "person__family_name", "amount_pln")
    return [(f"{given} {family}", amount) for given, family, amount in found]


def standing(case):
    """({domain: lowest newest rating}, open needs): where the family stands."""
    return latest_values(case), list(Need.objects.filter(case=case, closed_on=None).order_by("opened_on"))


def check_list(user, *, state="", order="termin", cursor="", size=25, leaving=False):
    """A page of the checks of the centres a user reads, as dictionaries of FIELDS."""
    rows = AfterCheck.objects.filter(case__organisation_id__in=centres_to_read(user))
    rows = rows.exclude(case__state=Case.State.ERASED)
    if state:
        rows = rows.filter(STATES[state])
    if leaving:
        rows = rows.exclude(case__in=Restriction.objects.cases())
    page = keyset_page(rows.values(*FIELDS), ORDERS[order], cursor, size)
    noticed_list(
        "after_list", [row["case__key"] for row in page.rows], organisation_id=centres_to_read(user)[0]
    )
    return page


def checks_to_send(today):
    """Checks that are due, go by a link and have not been sent."""
    waiting = AfterCheck.objects.filter(due_on__lte=today, sent_at=None, answered_at=None, closed_on=None)
    by_link = waiting.filter(consent__withdrawn_on=None).exclude(consent__way=Way.PHONE)
    return by_link.select_related("case__organisation", "consent__person").order_by("due_on", "pk")
