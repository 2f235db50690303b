"""The first leaves: what case it is, the index of papers, the record of acts, what is left out."""

from django.utils import timezone

from kladka.casework.cases.models import Event
from kladka.casework.decisions.models import Decision
from kladka.casework.decisions.office import office_of
from kladka.documents import pdf
from kladka.documents.polish import day, short_day
from kladka.documents.report import Report, Section

from .merging import pages_of

SIGNED = "Podpis elektroniczny pliku zostaje w jego oryginale: kopia w tych aktach go nie niesie."


def front_of(case, volume, left_out, *, by):
    """PDF of the first leaves (bytes); made again until the leaves it names stand still."""
    acts, before = record_of_acts(case), 1
    while True:
        sections = (_index(volume.placed(before)), acts, *_outside(left_out))
        content, pages = _printed(case, sections, by)
        if pages == before:
            return content
        before = pages


def _printed(case, sections, by):
    report = Report(
        office=office_of(case.organisation),
        title=f"Akta sprawy {case.number}",
        number=case.number,
        on=timezone.localdate(),
        opening=_opening(case, by),
        sections=sections,
    )
    content = pdf.print_letter(report).content
    return content, pages_of(content)


def _opening(case, by):
    worker = case.worker.name if case.worker else "bez realizatora"
    return (
        f"Sprawa: {case.title}. Wszczęta {day(case.opened_on)} Stan: {case.get_state_display()}. "
        f"Realizator: {worker}.",
        f"Zbiór przygotował(a) {by.name} z danych systemu. Karty są numerowane „k.” w prawym górnym rogu. "
        f"Czerwone flagi nie wchodzą do akt. {SIGNED}",
    )


def _index(placed):
    rows = [
        (
            f"{number}.",
            f"{one.group}: {one.title}",
            short_day(one.on) if one.on else "",
            f"{one.first}" if one.first == one.last else f"{one.first}–{one.last}",
        )
        for number, one in enumerate(placed, start=1)
    ]
    return Section(
        heading="Spis dokumentów",
        header=("Lp.", "Dokument", "Data", "Karty"),
        rows=rows,
        widths=(0.7, 6, 1.6, 1.3),
    )


def record_of_acts(case):
    """Metryka sprawy (KPA art. 66a § 2): day, who acted, what was done, the paper it refers to."""
    numbers = dict(Decision.objects.filter(case=case).values_list("key", "number"))
    numbers |= dict(case.case_letters.exclude(number="").values_list("key", "number"))
    events = Event.objects.filter(case=case).select_related("by").order_by("on", "pk")
    rows = [
        (short_day(one.on), _who(one.by), one.title, _reference(one.url, numbers))
        for one in events.iterator()
    ]
    return Section(
        heading="Metryka sprawy",
        paragraphs=(
            "Prowadzona na podstawie art. 66a Kodeksu postępowania administracyjnego: osoby, które "
            "uczestniczyły w podejmowaniu czynności, i czynności przez nie podjęte.",
        ),
        header=("Data", "Kto", "Czynność", "Dokument"),
        rows=rows,
        widths=(1.3, 2.4, 4.2, 1.9),
    )


def _who(user):
    if user is None:
        return "system"
    return ", ".join(part for part in (user.name, user.position) if part)


def _reference(url, numbers):
    """The number of the decision or letter an act points to; other pages have no number of their own."""
    tail = url.rstrip("/").rpartition("/")[2]
    return numbers.get(tail, "")


def _outside(left_out):
    if not left_out:
        return ()
    rows = [(part.title, why, part.sha256) for part, why in left_out]
    return (
        Section(
            heading="Poza zbiorem",
            paragraphs=("Te pliki należą do akt, a nie ma ich między kartami.",),
            header=("Plik", "Dlaczego", "SHA-256"),
            rows=rows,
            widths=(2.6, 2.4, 4),
        ),
    )
