"""Lists of decisions. Every filter and order has an index that serves it."""

from kladka.accounts.permissions import centres_to_read, organisation_id_of
from kladka.casework.cases.models import Case
from kladka.casework.cases.restrictions import Restriction
from kladka.journal.models import Entry
from kladka.journal.reading import noticed_list
from kladka.ui.paging import keyset_page

from .models import Decision

WORK = ("decision.prepared", "decision.edited", "decision.submitted")
ORDERS = {"nowe": ("-id",), "stare": ("id",)}
# Rows of lists are dictionaries of just these columns; the long texts of a decision are not read.
FIELDS = (
    *("id", "key", "number", "kind", "state", "issued_on"),
    *(
        "case__key",
        "case__number",
        "case__title",
        "prepared_by__name",
        "delivery__on",
        "delivery__appeal_day",
    ),
)


def decision_list(user, *, state="", kind="", order="nowe", cursor="", size=25, leaving=False):
    """A page of the decisions a user may see, in a state and of a kind, as dictionaries of FIELDS."""
    decisions = Decision.objects.filter(organisation_id__in=centres_to_read(user)).values(*FIELDS)
    if state:
        decisions = decisions.filter(state=state)
    if kind:
        decisions = decisions.filter(kind=kind)
    decisions = decisions.exclude(case__state=Case.State.ERASED)
    if leaving:
        decisions = decisions.exclude(case__in=Restriction.objects.cases())
    page = keyset_page(decisions, ORDERS[order], cursor, size)
    _noticed(page.rows, organisation_id_of(user))
    return page


def _noticed(rows, organisation_id):
    noticed_list("decision_list", [row["case__key"] for row in rows], organisation_id=organisation_id)


def to_approve(user, organisation, *, size=10):
    """Decisions that wait for this person, the oldest first, as dictionaries of FIELDS."""
    waiting = Decision.objects.filter(organisation=organisation, state=Decision.State.SUBMITTED)
    mine = waiting.exclude(prepared_by=user).exclude(edited_by=user)
    rows = list(mine.values(*FIELDS).order_by("id")[:size])
    _noticed(rows, organisation.pk)
    return rows


def decisions_of(case):
    """All decisions of a case, the newest first, as dictionaries of FIELDS."""
    return Decision.objects.filter(case=case).values(*FIELDS).order_by("-id")


def worked_on(decision, user):
    """Whether the user prepared the decision, ever changed its grounds or passed it on: no approval then."""
    if user.pk in (decision.prepared_by_id, decision.edited_by_id):
        return True
    work = Entry.objects.filter(subject="decision", subject_key=decision.key, act__in=WORK)
    return work.filter(actor=user).exists()


def history(decision):
    """Files and delivery of a decision: what an inspector asks for."""
    return decision.files.defer("content").order_by("-media_type")
