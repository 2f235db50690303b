"""Potwierdzenie and wezwanie: the letters of an application, as kladka.documents prints them."""

from kladka.casework.cases.models import Deadline
from kladka.casework.decisions.office import office_of, party_data, party_from, signatory_of
from kladka.casework.people.queries import home_of
from kladka.documents.letters import Missing, Receipt, SupplyLetter
from kladka.documents.parts import Duty
from kladka.law.book import enacted_book

from . import queries


def receipt_of(application):
    """The receipt: number, day, persons, what came, what is missing and what comes next."""
    people = queries.people_of(application)
    parties = [_party(application, one) for one in people]
    items = queries.items_of(application, people)
    return Receipt(
        office=office_of(application.organisation),
        number=application.receipt_number,
        filed_on=application.filed_on,
        applicant=parties[0],
        family=tuple(parties),
        received=tuple(described(item) for item in items if item.received),
        missing=tuple(described(item) for item in items if not item.received),
        next_steps=_next_steps(application, items),
        clerk=signatory_of(application.received_by, application.organisation),
    )


def _next_steps(application, items):
    steps = []
    if not all(item.received for item in items):
        days = enacted_book().parameter("supply_days").number(application.filed_on)
        steps.append(
            Duty(text="Uzupełnienie brakujących dokumentów", due=f"{days} dni od doręczenia wezwania")
        )
    deadline = Deadline.objects.filter(case=application.case, kind="decision").order_by("-pk").first()
    if deadline:
        steps.append(Duty(text="Załatwienie sprawy (art. 35 § 3 k.p.a.)", due=deadline.day))
    return tuple(steps)


def described(item):
    """An annex with the person it concerns; a declaration alone."""
    return f"{item.label} – {item.who}" if item.who else item.label


def supply_letter_of(letter):
    """The letter that calls for what is missing."""
    application = letter.application
    applicant = queries.people_of(application)[0]
    return SupplyLetter(
        office=office_of(application.organisation),
        number=application.case.number,
        issued_on=letter.issued_on,
        addressee=_party(application, applicant),
        filed_on=application.filed_on,
        missing=tuple(Missing(what=one["what"], provision=full(one["provision"])) for one in letter.missing),
        days=letter.term_days,
        signatory=signatory_of(letter.by, application.organisation, decides=True),
    )


def full(provision):
    """A provision as a letter cites it: "ups art. 91" → "art. 91 ustawy o pomocy społecznej"."""
    act, _, place = provision.partition(" ")
    names = {"ups": "ustawy o pomocy społecznej", "KPA": "k.p.a."}
    return f"{place} {names[act]}" if act in names else provision


def _party(application, applicant):
    home = home_of(application.case.household)
    protection = applicant.status.get_kind_display()
    role = applicant.get_relation_display()
    return party_from(party_data(applicant.person, role=role, protection=protection, address=home))
