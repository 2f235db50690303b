"""Withholding in course, one resumed, and a revocation for one person with the decision for the others."""

from datetime import timedelta

from kladka.casework.decisions import actions as decisions
from kladka.casework.issuing.actions import issue
from kladka.casework.programmes import revocation_actions, withholding_actions
from kladka.casework.programmes.models import Withholding

DAY = timedelta(days=1)


def withhold(programme, person, head, worker, today):
    """Withheld for ten days more, by a decision whose term for appeal has run out."""
    draft = withholding_actions.draft_withholding(
        programme, people=[person], ground="breach_of_duties", by=worker,
        facts="Nieusprawiedliwiona nieobecność na kursie języka polskiego mimo dwóch rozmów.",
        evidence=("lista obecności z kursu", "adnotacje z dwóch rozmów"),
        starts=today - 4 * DAY, ends=today + 15 * DAY, on=today - 26 * DAY,
    )  # fmt: skip
    _issued(draft, head, worker, on=today - 25 * DAY, delivered_on=today - 21 * DAY)


def resume(programme, person, head, worker, today):
    """Withheld until an address was cleared up, then given back at the realizator's request."""
    draft = withholding_actions.draft_withholding(
        programme, people=[person], ground="untrue_information", by=worker,
        facts="Niezgodne informacje o miejscu zamieszkania.", evidence=("adnotacja z wizyty",),
        starts=today - 50 * DAY, on=today - 72 * DAY,
    )  # fmt: skip
    decision = _issued(draft, head, worker, on=today - 71 * DAY, delivered_on=today - 69 * DAY)
    back = withholding_actions.draft_resumption(
        list(Withholding.objects.filter(decision=decision).select_related("programme", "person")),
        on=today - 38 * DAY, ceased_on=today - 39 * DAY, requested_on=today - 39 * DAY, by=worker,
        facts="Wyjaśniono, że zmienił się adres; rodzina przedstawiła umowę najmu.",
        drafted_on=today - 39 * DAY,
    )  # fmt: skip
    _issued(back, head, worker, on=today - 38 * DAY, delivered_on=today - 36 * DAY)


def revoke(programme, person, head, worker, today):
    """The grant revoked for one person after a final conviction; the others go on by another decision."""
    revocation, others = revocation_actions.draft_revocation(
        programme, people=[person], ground="convicted", by=worker,
        facts="Prawomocny wyrok skazujący za przestępstwo umyślne, odpis z sądu w aktach.",
        evidence=("odpis prawomocnego wyroku",), starts=today - 25 * DAY, on=today - 47 * DAY,
    )  # fmt: skip
    _issued(revocation, head, worker, on=today - 45 * DAY, delivered_on=today - 42 * DAY)
    if others:
        _issued(others, head, worker, on=today - 45 * DAY, delivered_on=today - 42 * DAY)
    revocation_actions.carry_out(revocation, on=today - 25 * DAY, by=worker)


def _issued(draft, head, worker, *, on, delivered_on):
    decision = issue(decisions.submit(draft, by=worker), head, on=on)
    return decisions.deliver(decision, method="in_person", on=delivered_on, by=worker)
