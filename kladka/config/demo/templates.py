"""An own letter of an office in Word, in use, and two papers of a case: a certificate and that letter."""

import io

import docx

from kladka.casework.correspondence import actions as letters
from kladka.casework.correspondence.queries import people_of, proposed
from kladka.casework.letters import actions as templates

from .openings import running_of

TITLE = "Pismo do szkoły o przyjęcie dziecka"
LETTER = (
    "{{ office.centre }}",
    "{{ place_and_day }}",
    "Znak: {{ number }}",
    "{{ addressee }}",
    "Prosimy o przyjęcie do szkoły dziecka z rodziny objętej indywidualnym programem integracji nr "
    "{{ case_number }} (od {{ starts }} do {{ ends }}). Rodzina:",
    "{%p for osoba in family %}",
    "{{ osoba.name }}{% if osoba.original %} ({{ osoba.original }}){% endif %}",
    "{%p endfor %}",
    "Kontakt: {{ caseworker.name }}, {{ caseworker.position }}",
)


def add_templates(centre):
    """The letter is checked, put into use and issued once; a certificate waits as a draft of another."""
    made = templates.add(
        centre.organisation, "case_letter", name="pismo-do-szkoly.docx", content=_word(), title=TITLE,
        by=centre.head,
    )  # fmt: skip
    templates.put_into_use(made, by=centre.head)
    case = running_of(centre)[0]
    person = people_of(case)[0]
    own = letters.prepare(
        case, kind="letter", title=TITLE, template_title=TITLE, by=centre.worker,
        addressee="Szkoła Podstawowa nr 1 w Brzozowie Leśnym",
    )  # fmt: skip
    letters.issue(own, by=centre.worker)
    said = proposed(case, "participation", person) | {"purpose": "przedłożenie u pracodawcy"}
    letters.issue(
        letters.prepare(case, kind="participation", person=person, by=centre.worker, **said), by=centre.worker
    )
    letters.prepare(case, kind="participation", person=person, by=centre.worker, **said)


def _word():
    sheet = docx.Document()
    for text in LETTER:
        sheet.add_paragraph(text)
    out = io.BytesIO()
    sheet.save(out)
    return out.getvalue()
