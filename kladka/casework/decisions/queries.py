"""Lists of decisions. Every filter and order has an index that serves it."""

from kladka.accounts.permissions import organisation_ids
from kladka.journal.models import Entry
from kladka.ui.paging import keyset_page

from .models import Decision

ORDERS = {"nowe": ("-id",), "stare": ("id",)}
UNREAD = ("content", "grounds")


def decision_list(user, *, state="", kind="", order="nowe", cursor="", size=25):
    """A page of the decisions a user may see."""
    return keyset_page(filtered(user, state=state, kind=kind), ORDERS[order], cursor, size)


def filtered(user, *, state="", kind=""):
    """Decisions of the user's organisations in a state and of a kind."""
    decisions = _with_case(Decision.objects.filter(organisation_id__in=organisation_ids(user)))
    if state:
        decisions = decisions.filter(state=state)
    return decisions.filter(kind=kind) if kind else decisions


def to_approve(user, organisation, *, size=10):
    """Decisions that wait for this person, the oldest first."""
    waiting = Decision.objects.filter(organisation=organisation, state=Decision.State.SUBMITTED)
    return _with_case(waiting.exclude(prepared_by=user).exclude(edited_by=user)).order_by("id")[:size]


def decisions_of(case):
    """All decisions of a case, the newest first."""
    return _with_case(Decision.objects.filter(case=case)).order_by("-id")


def _with_case(decisions):
    # Long texts are not shown in lists, so they are not read.
    return decisions.select_related("case", "prepared_by", "delivery").defer(*UNREAD)


def worked_on(decision, user):
    """Whether the user prepared the decision or ever changed its grounds, and so may not approve it."""
    if user.pk in (decision.prepared_by_id, decision.edited_by_id):
        return True
    edits = Entry.objects.filter(subject="decision", subject_key=decision.key, act="decision.edited")
    return edits.filter(actor=user).exists()


def history(decision):
    """Files and delivery of a decision: what an inspector asks for."""
    return decision.files.defer("content").order_by("-media_type")
