"""The programme and an annex as a family reads them: Polish beside their own language, line by line."""

from kladka.casework.decisions.office import office_of, party_from
from kladka.documents import polish, sentences
from kladka.documents.side_by_side import Line, Section, SideBySideLetter, Signing
from kladka.law.book import enacted_book
from kladka.law.facts import GROUNDS

from . import queries
from .changes import changes_of
from .letters import parties, printed_lines
from .models import Obligation
from .wording import aid_clauses

LANGUAGES = sentences.LANGUAGES
Side = Obligation.Side


class Speech:
    """Says the same in Polish and in one other language ("" for Polish alone)."""

    def __init__(self, tag):
        self.tag = tag

    def code(self, code, *, strong=False, small=False, **values):
        """A sentence; a value is a text for both, or (Polish, the other)."""
        both = {name: one if isinstance(one, tuple) else (one, one) for name, one in values.items()}
        other = self._other(code, {name: one[1] for name, one in both.items()}) if self.tag else ""
        said = sentences.polish(code, **{name: one[0] for name, one in both.items()})
        return Line(pl=said, other=other, strong=strong, small=small)

    def _other(self, code, values):
        return sentences.in_language(self.tag, code, **values) if all(values.values()) else ""

    def pair(self, code):
        """(Polish, the other) words of a code, to be put into another sentence."""
        return sentences.polish(code), sentences.in_language(self.tag, code) if self.tag else ""

    def text(self, text):
        """(Polish, its translation or "") of words that may be one of the sentences."""
        return text, sentences.translated(self.tag, text) if self.tag else ""

    def day(self, day):
        return sentences.day_in("pl", day), sentences.day_in(self.tag, day) if self.tag else ""

    def joined(self, *parts, between=", ", **look):
        """Several (Polish, other) pairs as one line; untranslated when one of them is."""
        other = between.join(one[1] for one in parts) if all(one[1] for one in parts) else ""
        return Line(pl=between.join(one[0] for one in parts), other=other, **look)


def programme_letter(programme, *, on, language="", large=False):
    """The programme as it is in force on a day, in Polish and a language of LANGUAGES."""
    say = Speech(language)
    sections = (
        _parties(programme, say),
        _money(programme, say),
        _aid(programme, say),
        _goals(programme, say, on),
        *(_duties(programme, say, side, on) for side in Side),
        _institutions(programme.institutions, say),
        _monitoring(programme, say),
        _conditions(say),
        _talk(programme, programme.realizator, say),
    )
    return _letter(
        programme, say, "title", sections, on=programme.agreed_on or on, large=large, signed=programme
    )


def annex_letter(programme, amendment, *, language="", large=False):
    """What an annex changes; a draft is marked as one until both sides signed."""
    say = Speech(language)
    changes = _changes(programme, amendment, say)
    sections = (
        _parties(programme, say),
        _reason(amendment, say),
        changes,
        _talk(amendment, programme.realizator, say),
    )
    on = amendment.signed_on or queries.today()
    number = f"{programme.case.number}/A{amendment.number}" if amendment.number else programme.case.number
    return _letter(
        programme, say, "annex_title", sections, on=on, large=large, signed=amendment, number=number
    )


def _letter(programme, say, title, sections, *, on, large, signed, number=""):
    people = tuple(party_from(data) for data in parties(programme))
    centre = signed.represented_by.name if signed.represented_by_id else ""
    signatures = [
        Signing(name=centre, caption="signature_centre"),
        Signing(name=signed.signed_by or people[0].name, caption="signature_foreigner"),
    ]
    return SideBySideLetter(
        office=office_of(programme.organisation),
        title=title,
        number=number or programme.case.number,
        on=on,
        reader=people[0],
        sections=tuple(one for one in sections if one.rows),
        signatures=tuple(signatures),
        language=say.tag,
        large=large,
        draft=not (getattr(signed, "signed_on", None) or getattr(signed, "agreed_on", None)),
    )


def _parties(programme, say):
    centre, people = programme.organisation, parties(programme)
    rows = [
        (say.code("centre_is", name=centre.name, address=centre.address or centre.town),),
        (say.code("foreigner_is", name=_named(people[0])),),
        *((Line(pl=_named(one), other=_named(one)),) for one in people[1:]),
        (say.code("period", starts=say.day(programme.starts), ends=say.day(programme.ends)),),
        (say.code("worker_is", name=programme.realizator.name),),
    ]
    return Section(heading=say.code("parties"), rows=tuple(rows))


def _named(person):
    original = person["original"]
    return f"{person['name']} ({original})" if original and original != person["name"] else person["name"]


def _money(programme, say):
    lines = printed_lines(programme, queries.agreed_dues(programme))
    rows = [
        (
            say.code(
                "money_line",
                person=one.person.name,
                monthly=polish.zl(one.monthly),
                starts=say.day(one.starts),
                ends=say.day(one.ends),
            ),
        )
        for one in lines
    ]
    return Section(heading=say.code("money"), rows=tuple(rows))


def _aid(programme, say):
    clauses = aid_clauses(programme.law_file)
    rows = []
    for form in programme.forms_of_aid.all():
        if form.code == "cash":
            continue
        scope = (say.joined(say.text(form.scope), small=True),) if form.scope else ()
        rows.append((say.joined(say.text(clauses[form.code].text)), *scope))
    return Section(heading=say.code("aid"), rows=tuple(rows))


def _goals(programme, say, day):
    rows = []
    for goal in programme.goals.all():
        if not goal.in_force(day):
            continue
        rows.append(
            (say.joined(say.pair(f"theme_{goal.theme}"), say.text(goal.text), between=": ", strong=True),)
        )
        steps = [one for one in programme.obligations.all() if one.goal_id == goal.pk and one.in_force(day)]
        rows += [duty_row(one, say) for one in sorted(steps, key=lambda one: one.pk)]
    return Section(heading=say.code("goals"), rows=tuple(rows))


def _duties(programme, say, side, day):
    duties = (one for one in programme.obligations.all() if one.owed_by == side and not one.goal_id)
    rows = tuple(duty_row(one, say) for one in duties if one.in_force(day))
    return Section(heading=say.code(f"duties_{side}"), rows=rows)


def duty_row(duty, say):
    """Who does what; then by when, what proves it and what it hangs on, each on a line of its own."""
    lines = [
        say.joined(_who(duty, say), say.text(duty.text), between=": "),
        say.joined(*_when(duty, say), small=True),
    ]
    if duty.proof_kind:
        lines.append(say.code("proof_is", proof=say.pair(f"proof_{duty.proof_kind}"), small=True))
    waits = duty.hangs_on.text if duty.hangs_on_id else duty.hindrance
    if waits:
        lines.append(say.code("hangs_on", what=say.text(waits), small=True))
    if duty.repeated_on:
        lines.append(say.code("repeated", day=say.day(duty.repeated_on), small=True))
    return tuple(lines)


def _who(duty, say):
    if duty.owed_by == Side.PARTNER and duty.partner:
        return duty.partner, sentences.translated(say.tag, duty.partner) or duty.partner
    if duty.person_id:
        return duty.person.full_name, duty.person.full_name
    return say.pair(f"who_{duty.owed_by}")


def _when(duty, say):
    found = [say.pair(f"rhythm_{duty.rhythm}")] if duty.rhythm else []
    if duty.due_on:
        line = say.code("due", day=say.day(duty.due_on))
        found.append((line.pl, line.other))
    return found or [say.pair("always")]


def _institutions(text, say):
    lines = (line.strip() for line in text.splitlines())
    rows = tuple((say.joined(say.text(line)),) for line in lines if line)
    return Section(heading=say.code("institutions"), rows=rows)


def _monitoring(programme, say):
    months = enacted_book().parameter("monitoring_months").number(programme.starts)
    how = say.code("monitoring_how", months=say.pair(f"months_{months}"))
    return Section(heading=say.code("monitoring"), rows=((how,), (say.code("monitoring_change"),)))


def _conditions(say):
    grounds = tuple(say.code(f"ground_{code}") for code in GROUNDS)
    told = ("others_keep", "resumed", "revoked", "leaving")
    rows = ((say.code("may_withhold"), *grounds), *((say.code(one),) for one in told))
    return Section(heading=say.code("conditions"), rows=rows)


def _talk(signed, worker, say):
    rows = []
    if signed.talk_language:
        tag = next((one for one, name in sentences.NAMES.items() if name == signed.talk_language), "")
        language = say.pair(f"lang_{tag}") if tag else (signed.talk_language, "")
        rows.append((say.code("talked_in", language=language),))
    if signed.interpreter:
        rows.append((say.code("interpreted", name=signed.interpreter),))
    if signed.no_interpreter:
        rows.append((say.code("no_interpreter", why=say.text(signed.no_interpreter)),))
    return Section(heading=say.code("talk"), rows=tuple(rows))


def _reason(amendment, say):
    rows = [(say.code("reason_is", reason=say.pair(f"reason_{amendment.reason}")),)]
    if amendment.explanation:
        rows.append((say.joined(say.text(amendment.explanation)),))
    if amendment.starts:
        rows.append((say.code("works_from", day=say.day(amendment.starts)),))
    return Section(heading=say.code("annex_title"), rows=tuple(rows))


def _changes(programme, amendment, say):
    duties = {one.key: one for one in programme.obligations.all()}
    goals = {one.key: one for one in programme.goals.all()}
    rows = []
    for change in changes_of(programme, amendment):
        label = say.code(change.kind, strong=True)
        if change.key in duties:
            was = (say.code("before", text=(change.before, "")),) if change.before and change.after else ()
            rows.append((label, *duty_row(duties[change.key], say), *was))
        elif change.key in goals:
            goal = goals[change.key]
            words = say.joined(say.pair(f"theme_{goal.theme}"), say.text(goal.text), between=": ")
            rows.append((label, words))
        else:
            rows.append((label, say.joined(say.text(change.after or change.before))))
    rows.append((say.code("unchanged"),))
    return Section(heading=say.code("changes"), rows=tuple(rows))
