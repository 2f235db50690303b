"""What a letter of a case begins with, and how it is printed."""

from django.db.models import Sum
from django.http import Http404
from django.utils import timezone

from kladka.casework.benefits.models import CLOSED
from kladka.casework.decisions.office import office_of, party_data, party_from, signatory_of
from kladka.casework.letters.queries import print_docx, titles_in_use
from kladka.casework.programmes import queries as programmes
from kladka.documents import polish
from kladka.documents.case_letter import CaseFacts
from kladka.documents.case_letter import CaseLetter as Print
from kladka.documents.parts import Signatory
from kladka.law.acts import GROUNDS
from kladka.law.book import enacted_book

from .models import CaseLetter
from .wording import (
    BUILT_IN,
    LONGER,
    NO_EXTENSION,
    PARTICIPATION,
    PERIOD,
    PURPOSE,
    SUPPLY,
    TITLES,
    WHOLE,
    not_longer,
    paid_text,
    refusal,
    supply,
    term_of_aid,
    withheld,
)

Kind = CaseLetter.Kind
CERTIFICATES = (Kind.PARTICIPATION, Kind.PAID)
OF_PERSON = (*CERTIFICATES, Kind.REFUSAL)
WORD = dict.fromkeys(CERTIFICATES, "certificate") | dict.fromkeys((Kind.REFUSAL, Kind.LETTER), "case_letter")


def people_of(case):
    """Persons of the family now, the applicant first."""
    members = case.household.members.filter(ends=None).select_related("person").order_by("pk")
    return [one.person for one in members]


def chosen(case, kind, about, people):
    """(person, title of the office's own letter) of a new letter. Raises Http404 for what there is not."""
    if kind == Kind.LETTER:
        titles = {key: title for title, key in titles_in_use(case.organisation_id)}
        titles |= dict.fromkeys(("pismo", *BUILT_IN), "")
        if about in titles:
            return None, titles[about]
    person = next((one for one in people if one.key == about), None)
    if person is None or kind not in OF_PERSON:
        raise Http404("Nie ma takiego pisma.")
    return person, ""


def term_days(figure):
    """How many days the book gives today for a term: "certificate_days", "complaint_days", "supply_days"."""
    return enacted_book().parameter(figure).number(timezone.localdate())


def proposed(case, kind, person, template_title="", about=""):
    """{"title", "text"} that a letter begins with, for a worker to correct; `about` names a built-in one."""
    programme = programmes.loaded(case__key=case.key)
    if kind == Kind.REFUSAL:
        board, days = case.organisation.appeal_board, term_days("complaint_days")
        paragraphs = refusal(person.full_name, polish.day(person.born), board, days)
        return {"title": TITLES[kind], "text": "\n".join(paragraphs)}
    if about in BUILT_IN:
        told = _of_withholding(programme) if programme and about == NO_EXTENSION else []
        return {
            "title": BUILT_IN[about],
            "text": "\n".join(supply(term_days("supply_days")) if about == SUPPLY else told),
        }
    title = TITLES.get(kind, template_title)
    if kind == Kind.LETTER or programme is None:
        return {"title": title, "text": ""}
    paragraphs = [WHOLE.format(number=case.number, name=person.full_name, born=polish.day(person.born))]
    if kind == Kind.PARTICIPATION:
        paragraphs = [
            PARTICIPATION.format(number=case.number, name=person.full_name, born=polish.day(person.born))
        ]
        paragraphs.append(PERIOD.format(**_period(programme)))
    else:
        paragraphs.append(paid_text(paid_to(case, person)))
    return {"title": title, "text": "\n".join(paragraphs)}


def _of_withholding(programme):
    """Paragraphs on the term of aid and the time withheld in it, by the reading of this programme."""
    ends = polish.day(programme.ends)
    said = [term_of_aid(programme.case.number, polish.day(programme.starts), ends)]
    found = programme.withholdings.filter(decision__issued_on__isnull=False).order_by("starts", "pk")
    for one in found.select_related("person", "decision"):
        until = one.ends and polish.day(one.ends)
        provision = GROUNDS[one.ground].provision.removeprefix("ups ")
        days = (polish.day(one.starts), until)
        said.append(withheld(one.person.full_name, *days, one.decision.number, provision))
    return [*said, LONGER if programme.extension_reading else not_longer(ends)]


def _period(programme):
    decision = programme.decision
    issued = decision is not None and decision.issued_on
    granted = (
        f", na podstawie decyzji nr {decision.number} z {polish.day(decision.issued_on)}" if issued else ""
    )
    return {
        "starts": polish.day(programme.starts),
        "ends": polish.day(programme.ends),
        "granted": granted,
    }


def paid_to(case, person=None):
    """[(month, zł)] of closed lists: one person's or, for None, the whole family's."""
    paid = case.payments.filter(payment_list__state__in=CLOSED)
    if person is not None:
        paid = paid.filter(person=person)
    months = paid.order_by("month").values_list("month").annotate(Sum("amount_pln"))
    return [(month, amount) for month, amount in months if amount]


def printed_letter(letter):
    """The letter as it is printed today; frozen once it is issued."""
    case, person = letter.case, letter.person
    return Print(
        office=office_of(letter.organisation),
        title=letter.title,
        number=letter.number or case.number,
        issued_on=letter.issued_on or timezone.localdate(),
        addressee=letter.addressee or "",
        paragraphs=[*(letter.text or "").splitlines(), *_purpose(letter)],
        signatory=signatory_of(letter.issued_by or letter.by, letter.organisation, decides=True),
        facts=_facts(case, person),
        person=_party(person) if person else None,
        purpose=letter.purpose or "",
        draft=letter.state == CaseLetter.State.DRAFT,
    )


def _purpose(letter):
    return [PURPOSE.format(purpose=letter.purpose.removesuffix("."))] if letter.purpose else []


def _party(person):
    return party_from(party_data(person))


def _facts(case, person):
    programme = programmes.loaded(case__key=case.key)
    decision = programme.decision if programme else None
    known = {}
    if programme:
        known = {"starts": programme.starts, "ends": programme.ends}
    if decision and decision.issued_on:
        known |= {"decision_number": decision.number, "decision_on": decision.issued_on}
    return CaseFacts(
        case_number=case.number,
        family=[_party(one) for one in people_of(case)],
        caseworker=signatory_of(case.worker, case.organisation) if case.worker else Signatory(),
        paid=paid_to(case, person),
        **known,
    )


def word_of(letter, *, issued=""):
    """The letter as DOCX by the template of the office or the built-in one."""
    kind = WORD[letter.kind]
    return print_docx(
        letter.organisation_id, printed_letter(letter), kind, issued=issued, title=letter.template_title
    )
