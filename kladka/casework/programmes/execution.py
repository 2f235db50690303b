"""From which day a decision that takes aid away changes what is paid (KPA art. 108 and 130)."""

from kladka.law.facts import Withheld
from kladka.law.withholding import Execution

from .models import Revocation


def execution_of(taken):
    """What the law needs to know about the execution of a `Withholding` or a `Revocation`."""
    delivery = getattr(taken.decision, "delivery", None)
    return Execution(
        reading=taken.execution,
        immediate=taken.immediate,
        appeal_day=delivery and delivery.appeal_day,
        appealed_on=taken.appealed_on,
        enforceable_on=taken.enforceable_on,
        annulled_on=taken.annulled_on,
    )


def affects_from(taken):
    """First day without aid, or None while the decision may not be carried out."""
    return execution_of(taken).affects_from(taken.starts)


def not_carried_out(organisation, people, day):
    """[(revocation, first day without aid)] of `people` that could be carried out by a day and were not."""
    rows = Revocation.objects.filter(
        programme__organisation=organisation, person__in=people, carried_out_on=None
    ).select_related("person", "programme__case", "decision__delivery")
    return [(row, first) for row in rows if (first := affects_from(row)) and first <= day]


def withheld_spans(withholdings):
    """The withheld time of the rows as the law counts it: only days on which a decision could be executed."""
    found = []
    for one in withholdings:
        first = affects_from(one)
        if first and (one.ends is None or first <= one.ends):
            found.append(Withheld(person=one.person.key, ground=one.ground, starts=first, ends=one.ends))
    return tuple(found)
