"""Odmowa: what the draft of a refusal says, from the facts of the application and the rules that failed."""

from kladka.casework.decisions.letter import grounds_text
from kladka.casework.decisions.office import party_data
from kladka.casework.people.queries import home_of
from kladka.documents import polish
from kladka.law import wording
from kladka.law.acts import may_refuse
from kladka.law.book import enacted_book
from kladka.law.citing import Citing
from kladka.law.explain import explain

from . import queries


def outcome(application):
    """Whether the law allows a refusal for everybody named, with reasons (kladka.law.acts.Outcome)."""
    return may_refuse(queries.facts_for(application, queries.people_of(application)))


def content(application):
    """Data of the decision as kladka.casework.decisions.letter reads them."""
    people = queries.people_of(application)
    parties = [_party(application, one) for one in people]
    home = _home(application)
    return {
        "application": application.key,
        "filed_on": application.filed_on.isoformat(),
        "legal_basis": legal_basis(),
        "applicant": parties[0],
        "parties": parties,
        "operative": [],
        "recipients": [", ".join(part for part in (parties[0]["name"], home) if part), "a/a"],
    }


def _party(application, applicant):
    return party_data(
        applicant.person,
        role=applicant.get_relation_display(),
        protection=applicant.status.get_kind_display(),
        address=_home(application),
    )


def _home(application):
    return home_of(application.case.household)


def legal_basis():
    """Provisions under which aid is refused, with the journals of the law book."""
    cite = Citing(enacted_book())
    return cite("ups art. 91 ust. 1–4; ups art. 106 ust. 1; KPA art. 104; KPA art. 107")


def grounds(application, *, reason):
    """Grounds for a person to edit: facts, evidence, law (KPA art. 107 § 3)."""
    people = queries.people_of(application)
    return grounds_text(
        facts=_facts(application, people),
        evidence=_evidence(application, people),
        law=_law(application, people, reason),
    )


def _facts(application, people):
    filed = f"Wniosek o udzielenie pomocy złożono w dniu {polish.day(application.filed_on)}"
    return [filed, *(_fact(application, one) for one in people)]


def _fact(application, applicant):
    status, person = applicant.status, applicant.person
    said = f"{person.full_name}, ur. {polish.day(person.born)}: {status.get_kind_display()}"
    if status.decision_number:
        said += f", decyzja nr {status.decision_number}"
    if status.delivered_on:
        said += f", doręczono {polish.day(status.delivered_on)}"
    return said if said.endswith(".") else f"{said}."


def _evidence(application, people):
    return [
        f"{item.label} ({item.who})" if item.who else item.label
        for item in queries.items_of(application, people)
        if item.received
    ]


def _law(application, people, reason):
    """What the rules say, then the worker's words.

    When somebody meets the conditions, the refusal rests on the worker's words and the warnings on the term.
    """
    explanation = explain(queries.facts_for(application, people))
    names = {one.person.key: one.person.full_name for one in people}
    if not explanation.eligible:
        said = wording.grounds(explanation, names)
    else:
        about_term = [one for one in explanation.warnings if one.provision.startswith("ups art. 91 ust. 3")]
        said = [_sentence(names.get(one.person, ""), one) for one in (*explanation.reasons, *about_term)]
    return [*said, reason] if reason else said


def _sentence(name, one):
    who = f"{name}: " if name else ""
    return f"{who}{one.text} ({Citing(enacted_book())(one.provision)})"
