"""The monitoring note and the notice of a missed duty as they are printed."""

from kladka.casework.decisions.office import office_of, signatory_of
from kladka.casework.people.queries import home_of
from kladka.documents.notices import NoticeLetter
from kladka.documents.polish import period
from kladka.documents.report import Report, Section

from .wording import AREAS, LANGUAGES, duties_of


def note_letter(note):
    """The print of a note (regulation § 5 ust. 5)."""
    case = note.programme.case
    author = note.signed_by or note.by
    return Report(
        office=office_of(note.programme.organisation),
        title=f"Notatka służbowa z monitorowania nr {note.number}",
        on=note.on,
        number=case.number,
        opening=(
            f"Rodzina: {case.title}. Okres: {period(note.starts, note.ends)}.",
            f"Podstawa: § 5 rozporządzenia w sprawie udzielania pomocy cudzoziemcom. {_methods(note)}",
        ),
        sections=tuple(_sections(note)),
        signatories=(signatory_of(author, note.programme.organisation),),
    )


def _methods(note):
    used = [
        *(["obserwacja"] if note.observed else []),
        *(["rozmowa bezpośrednia z cudzoziemcem i członkami rodziny"] if note.talked else []),
        *(["opinie instytucji"] if note.institutions else []),
    ]
    return f"Metody: {', '.join(used)}." if used else ""


def _sections(note):
    for name, area in AREAS.items():
        progress = getattr(note, f"get_{name}_progress_display")()
        text = tuple(filter(None, getattr(note, name).splitlines()))
        yield Section(heading=area.title, paragraphs=(f"Ocena: {progress}.", *text))
    if note.institutions:
        yield Section(heading="Opinie instytucji", paragraphs=tuple(note.institutions.splitlines()))
    if note.change_needed:
        text = tuple(note.change.splitlines()) or ("Strony uzgodnią zmianę programu.",)
        yield Section(heading="Zmiana programu (§ 5 ust. 6 rozporządzenia)", paragraphs=text)
    if note.sources:
        yield Section(heading="Na czym oparto notatkę", paragraphs=tuple(note.sources))


def notice_letter(notice):
    """The print of a notice (KPA art. 54 § 1): whom, what for, how, until when, and what follows."""
    programme, column = notice.programme, LANGUAGES.get(notice.language, "")
    clause = duties_of(programme).get(notice.duty)
    return NoticeLetter(
        office=office_of(programme.organisation),
        number=notice.number or "(numer nadaje się przy wysłaniu)",
        issued_on=notice.issued_on or notice.created_at.date(),
        person=notice.person.full_name,
        address=home_of(programme.case.household),
        case_number=programme.case.number,
        duty=clause.text if clause else "uzgodnione w programie",
        provision=notice.provision,
        facts=tuple(notice.facts.splitlines()),
        asked=tuple(tuple(pair) for pair in notice.sentences),
        signatory=signatory_of(notice.by, programme.organisation),
        language=notice.language if column else "",
        column=column,
    )
