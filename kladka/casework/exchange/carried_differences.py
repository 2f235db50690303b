"""What a changed file says beside a programme that was carried over: old and new by field."""

from itertools import groupby

from kladka.casework.programmes.carried_actions import correctable
from kladka.documents.polish import month_name, short_day, zl

from .carried_rows import VALUES
from .rows import CHANGE, WARNING

CHANGES = "Poprawi zapis przeniesionego programu."
STANDS = "W Kładce jest inaczej, a program już tu działa; import niczego nie nadpisuje. Popraw w sprawie."


def compare(carried):
    """Tell every field in which the file differs; corrected while nothing was built on it, else only told."""
    level, text = (CHANGE, CHANGES) if correctable(carried.programme) else (WARNING, STANDS)
    for name, old, new in (*_facts(carried), *_days(carried)):
        if new and old != new:
            carried.say_once(name, text, level, old=old, new=new)
    _people(carried, level, text)
    _spells(carried, level, text)
    _account(carried, level, text)
    _insured(carried)


def _facts(carried):
    programme, told = carried.programme, carried.told
    decision = programme.decision
    yield "decision_number", decision.number, told["decision_number"]
    yield "issuer", decision.issuer, told["issuer"]
    yield "reference", programme.voivode_reference, told["reference"]
    yield "worker", programme.realizator.name, carried.worker.name if carried.worker else ""


def _days(carried):
    programme, decision, days = carried.programme, carried.programme.decision, carried.days
    delivery = getattr(decision, "delivery", None)
    pairs = {
        "decided_on": decision.issued_on,
        "delivered_on": delivery and delivery.on,
        "accepted_on": programme.accepted_on,
        "starts": programme.starts,
        "ends": programme.ends,
    }
    for name, old in pairs.items():
        yield name, short_day(old) if old else "", short_day(days[name]) if name in days else ""
    yield "pays_from", month_name(programme.pays_from), month_name(days["pays_from"])


def _people(carried, level, text):
    """Who is covered, and the amounts of each person who is in both."""
    kept = {(one.person_id, one.month): one.amount_pln for one in carried.programme.amounts.all()}
    named = {one.person_id: one.person for one in carried.programme.application.people.all()}
    before, now = ({person for person, _ in amounts} for amounts in (kept, carried.amounts))
    if before != now:
        old, new = (", ".join(named[pk].full_name for pk in sorted(ids)) for ids in (before, now))
        carried.say(carried.first, "family_name", text, level, old=old, new=new)
    rows = {one.person_id: carried.rows[place] for place, one in reversed(carried.people.items())}
    for person in sorted(before & now):
        old, new = (_ranges(amounts, person) for amounts in (kept, carried.amounts))
        if old != new:
            carried.say(rows[person], "amount", text, level, old=old, new=new)


def _ranges(amounts, person):
    """ "1 679,00 zł (sierpień 2026 – styczeń 2027)": equal months in a row as one range."""
    own = sorted((month, amount) for (one, month), amount in amounts.items() if one == person)
    told = []
    for amount, group in groupby(own, key=lambda pair: pair[1]):
        months = [month for month, _ in group]
        ends = dict.fromkeys((month_name(months[0]), month_name(months[-1])))
        told.append(f"{zl(amount)} zł ({' – '.join(ends)})")
    return "; ".join(told)


def _spells(carried, level, text):
    kept = [one for one in carried.programme.withholdings.all() if one.decision_id is None]
    old, new = (_times(rows, carried) for rows in (kept, carried.withheld))
    if old != new:
        carried.say_once("withheld_from", text, level, old=old, new=new or "bez wstrzymań")


def _times(spells, carried):
    named = {one.person_id: one.person.full_name for one in carried.programme.application.people.all()}
    points = {code: point for point, code in VALUES["ground"].items()}
    return "; ".join(
        f"{named[one.person_id]} {short_day(one.starts)}–{short_day(one.ends) if one.ends else 'trwa'}, "
        f"{points.get(one.ground, one.ground)}"
        for one in sorted(spells, key=lambda one: (one.starts, one.person_id))
    )


def _account(carried, level, text):
    """A way of payment that the case has otherwise; one it lacks is added."""
    method = VALUES["method"].get(carried.told["method"], "")
    kept = carried.application.case.payout_accounts.in_force().first()
    if not method or (kept and (kept.method, kept.account) == (method, carried.account)):
        return
    old = f"{kept.get_method_display()} {kept.account[-4:]}".strip() if kept else ""
    new = f"{carried.told['method']} {carried.account[-4:]}".strip()
    carried.say_once("method", text, level, old=old, new=new)


def _insured(carried):
    filed = set(carried.programme.insurance_filings.filter(kind="register").values_list("person", flat=True))
    for place, one in carried.people.items():
        row = carried.rows[place]
        if row.texts.get("insured_on") and one.person_id not in filed:
            new = short_day(carried.insured[one.person_id])
            carried.say(row, "insured_on", "Dopisze zgłoszenie.", CHANGE, old="", new=new)
