"""What changed: between two frozen texts, and what a draft annex would change."""

from dataclasses import dataclass

from .freezing import when_due, who_owes
from .wording import aid_clauses

ADDED, CHANGED, ENDED = "added", "changed", "ended"


@dataclass(frozen=True)
class Change:
    """One difference: added, changed or ended; `part` of the programme, the words before and after."""

    kind: str
    part: str
    before: str = ""
    after: str = ""
    key: str = ""

    @property
    def label(self):
        return {ADDED: "dodano", CHANGED: "zmieniono", ENDED: "zakończono"}[self.kind]


def between(old, new):
    """Changes from one frozen text to the next (contents of ProgrammeText)."""
    found = _rows(_by_key(old, "goals", _goal_words), _by_key(new, "goals", _goal_words), "cel")
    found += _obligations(old, new)
    found += _rows(_aid(old), _aid(new), "forma pomocy")
    found += _rows(*({x: x for x in one["institutions"]} for one in (old, new)), "instytucja")
    for part, name in (("period", "okres programu"), ("situation", "sytuacja życiowa")):
        if old[part] != new[part]:
            found.append(Change(CHANGED, name, _said(old[part]), _said(new[part])))
    amounts = [{(x["person"], x["month"]): x["zl"] for x in one["amounts"]} for one in (old, new)]
    return found + _amounts(*amounts)


def _obligations(old, new):
    before, after = (_by_key(one, "obligations", _duty_words) for one in (old, new))
    return _rows(before, after, "zobowiązanie")


def _by_key(text, part, words):
    return {one["key"]: words(one) for one in text[part]}


def _rows(before, after, part):
    """Rows that came, went or read otherwise; a row that went and one that came stay two rows."""
    found = []
    for key, words in before.items():
        if key not in after:
            found.append(Change(ENDED, part, words, "", key))
        elif after[key] != words:
            found.append(Change(CHANGED, part, words, after[key], key))
    return found + [Change(ADDED, part, "", words, key) for key, words in after.items() if key not in before]


def _goal_words(one):
    return f"{one['theme']}: {one['text']}" + (f" ({one['person']})" if one["person"] else "")


def _duty_words(one):
    said = f"{one['who']}: {one['text']}; {one['due']}"
    said += f"; potwierdzi to: {one['proof']}" if one["proof"] else ""
    return said + (f"; zależy od: {one['hangs_on']}" if one["hangs_on"] else "")


def _aid(text):
    clauses = aid_clauses("pl-ipi")
    return {
        one["code"]: clauses[one["code"]].text + (f": {one['scope']}" if one["scope"] else "")
        for one in text["aid"]
    }


def _amounts(before, after):
    found = []
    for key in sorted({*before, *after}):
        if before.get(key) != after.get(key):
            person, month = key
            found.append(
                Change(CHANGED, f"kwota, {person}, {month}", before.get(key, "—"), after.get(key, "—"))
            )
    return found


def _said(value):
    return "–".join(value) if isinstance(value, list) else value


def changes_of(programme, amendment):
    """What an annex changes. `programme` comes from `queries.loaded`; goals and duties are told by rows."""
    people = {one.person_id: one.person.full_name for one in programme.application.people.all()}
    goals = [_goal_change(one, amendment, people) for one in programme.goals.all()]
    duties = list(programme.obligations.all())
    replaced = {one.replaces_id for one in duties if one.begun_with_id == amendment.pk}
    rows = {one.pk: one for one in duties}
    found = [_duty_change(one, amendment, rows, replaced, people) for one in duties]
    rest = []
    if amendment.changes_institutions and amendment.state == amendment.State.DRAFT:
        rest.append(Change(CHANGED, "instytucje", programme.institutions, amendment.institutions))
    if amendment.changes_aid and amendment.state == amendment.State.DRAFT:
        now = {"aid": [{"code": x.code, "scope": x.scope} for x in programme.forms_of_aid.all()]}
        then = {"aid": [{"code": code, "scope": scope} for code, scope in amendment.aid.items()]}
        rest += _rows(_aid(now), _aid(then), "forma pomocy")
    return [one for one in (*goals, *found, *rest) if one]


def _goal_change(goal, amendment, people):
    words = _goal_words({"theme": goal.theme_name, "text": goal.text, "person": people.get(goal.person_id)})
    if goal.begun_with_id == amendment.pk:
        return Change(ADDED, "cel", "", words, goal.key)
    return Change(ENDED, "cel", words, "", goal.key) if goal.ended_with_id == amendment.pk else None


def _duty_change(duty, amendment, rows, replaced, people):
    if duty.begun_with_id == amendment.pk:
        earlier = rows.get(duty.replaces_id)
        kind = CHANGED if earlier else ADDED
        before = words_of(earlier, people) if earlier else ""
        return Change(kind, "zobowiązanie", before, words_of(duty, people), duty.key)
    if duty.ended_with_id == amendment.pk and duty.pk not in replaced:
        return Change(ENDED, "zobowiązanie", words_of(duty, people), "", duty.key)
    return None


def words_of(duty, people=None):
    """An obligation in one line, as the differences show it."""
    return _duty_words(
        {
            "who": who_owes(duty, people),
            "text": duty.text,
            "due": when_due(duty),
            "proof": duty.get_proof_kind_display() if duty.proof_kind else "",
            "hangs_on": duty.hangs_on.text if duty.hangs_on_id else duty.hindrance,
        }
    )
