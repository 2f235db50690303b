"""How the centre, its signatories and the persons of a case are named on prints."""

import re
from datetime import date

from kladka.documents.parts import Office, Party, Signatory
from kladka.documents.translated import TAGS

GENITIVE = (
    (r"^Starosta\b", "Starosty"),
    (r"^Prezydent\b", "Prezydenta"),
    (r"^Burmistrz\b", "Burmistrza"),
    (r"^Wójt\b", "Wójta"),
    (r"^Samorządowe Kolegium Odwoławcze\b", "Samorządowego Kolegium Odwoławczego"),
    (r"(ck|sk|dzk)i\b", r"\1iego"),
)


def genitive(name):
    """An office in the genitive: "Starosta Brzozowski" → "Starosty Brzozowskiego"."""
    for nominative, form in GENITIVE:
        name = re.sub(nominative, form, name)
    return name


def office_of(organisation):
    """The letterhead of an organisation."""
    return Office(
        centre=organisation.name,
        authority=organisation.authority,
        address=organisation.address,
        town=organisation.town,
        appeal_body=genitive(organisation.appeal_board),
        inspector=", ".join(
            part for part in (organisation.inspector, organisation.inspector_contact) if part
        ),
        retention=f"{organisation.retention_years} lat od końca roku, w którym sprawa się zakończyła",
        retention_years=organisation.retention_years,
    )


def signatory_of(user, organisation, *, decides=False):
    """Who signs; `decides` adds in whose name the decision is issued."""
    authorisation = f"z upoważnienia {genitive(organisation.authority)}" if decides else ""
    return Signatory(name=user.name, position=user.position, authorisation=authorisation)


def party_data(person, *, role="", protection="", address=""):
    """A person as a decision names them, ready to be kept as JSON and printed later unchanged."""
    return {
        "name": person.full_name,
        "original": person.original_name,
        "language": TAGS.get(person.language, ""),
        "role": role,
        "born": person.born.isoformat(),
        "identifier": f"PESEL {person.pesel}" if person.pesel else "bez numeru PESEL",
        "protection": protection,
        "address": address,
    }


def party_from(data):
    """The printed party of `party_data`."""
    return Party(**{**data, "born": date.fromisoformat(data["born"])})
