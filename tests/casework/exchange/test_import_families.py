"""Import of families: what is new, the same, wrong and where; written once, by the acts of the pages."""

import datetime
import io

import openpyxl
import pytest
import xlsxwriter
from django.test import override_settings

from kladka.casework.cases.models import Case, Contact
from kladka.casework.exchange import actions
from kladka.casework.exchange.columns import FAMILIES
from kladka.casework.exchange.models import ImportRun
from kladka.casework.intake.models import Application
from kladka.casework.people.models import HeldDocument, Person
from kladka.journal.models import Entry
from tests.casework.intake.families import filed, member, right_pesel

OLENA = {
    "Rodzina": "1", "Kim jest": "wnioskodawca", "Nazwisko": "Kowalczuk", "Imiona": "Olena",
    "Data urodzenia": "17.05.1990", "Płeć": "kobieta", "Obywatelstwo": "Ukraina", "Język": "ukraiński",
    "Powód braku PESEL": "w trakcie nadawania", "Rodzaj ochrony": "status uchodźcy",
    "Data decyzji o ochronie": "14.09.2026", "Doręczono": "22.09.2026", "Karta pobytu": "rp 0000001",
    "Karta pobytu ważna do": "14.09.2029", "Załączniki złożone": "tak", "Data złożenia wniosku": "2.11.2026",
    "Oświadczenia złożone": "tak", "Kod i miejscowość": "99-100 Brzozów Leśny", "Telefon": "600 100 200",
    "Znak w poprzednim systemie": "IPI/12/2026",
}  # fmt: skip
SON = {
    "Rodzina": "1", "Kim jest": "małoletnie dziecko", "Nazwisko": "Kowalczuk", "Imiona": "Taras",
    "Data urodzenia": "2016-03-08", "Płeć": "m", "Obywatelstwo": "Ukraina",
    "Szkoła lub przedszkole": "SP nr 3", "Powód braku PESEL": "w trakcie nadawania",
    "Rodzaj ochrony": "status uchodźcy",
}  # fmt: skip
WORKER = "Realizator (e-mail)"
HEADINGS = [column.heading for column in FAMILIES]


def pasted(*rows, headings=HEADINGS):
    """Rows as a spreadsheet copies them."""
    lines = ["\t".join(headings), *("\t".join(row.get(one, "") for one in headings) for row in rows)]
    return "\n".join(lines).encode()


def read(centre, head, *rows, **more):
    run = actions.start(centre, "families", pasted(*rows, **more), name="x", by=head, pasted=True)
    return ImportRun.objects.get(pk=run.pk)


def notes(run):
    return [
        (n["row"], n["column"], n["level"], n["text"]) for line in run.lines.all() for n in line.notes or []
    ]


def outcomes(run):
    return [line.outcome for line in run.lines.order_by("number")]


def write(run, head):
    actions.confirm(run, None, by=head)
    return ImportRun.objects.get(pk=run.pk)


def test_nothing_is_written_until_a_person_confirms_and_then_as_the_page_does(centre, head):
    run = read(centre, head, OLENA, SON)
    assert (run.state, outcomes(run), notes(run)) == ("read", ["new"], [])
    assert not Person.objects.exists()
    run = write(run, head)
    application = Application.objects.get()
    assert run.state == "done"
    assert [str(one) for one in Person.objects.order_by("pk")] == ["Olena Kowalczuk", "Taras Kowalczuk"]
    assert application.declared_on and application.people.count() == 2
    assert Person.objects.get(given_names="Taras").school == "SP nr 3"
    assert HeldDocument.objects.get().number == "RP 0000001"
    assert "IPI/12/2026" in application.case.events.get(title="Przeniesiono z innej ewidencji").text
    acts = set(Entry.objects.filter(actor_id=head.pk).values_list("act", flat=True))
    assert {"import.started", "import.confirmed", "import.written", "application.filed"} <= acts


def test_what_was_read_is_emptied_when_it_is_written(centre, head):
    run = write(read(centre, head, OLENA), head)
    line = run.lines.get()
    assert (line.typed, line.notes, run.content) == ([], [], None)
    assert line.case == Case.objects.get()


def test_the_same_file_twice_changes_nothing(centre, head):
    write(read(centre, head, OLENA, SON), head)
    again = read(centre, head, OLENA, SON)
    assert outcomes(again) == ["same"]
    with pytest.raises(Exception, match="Zaznacz co najmniej jedną"):
        actions.confirm(again, None, by=head)
    assert (Person.objects.count(), Case.objects.count()) == (2, 1)


def test_a_changed_file_fills_in_what_is_missing_and_overwrites_nothing(centre, head):
    write(read(centre, head, OLENA), head)
    again = read(centre, head, OLENA | {
        "Pisownia oryginalna": "Олена Ковальчук", "Język": "rosyjski", "Dokument podróży": "AA1",
    })  # fmt: skip
    said = {n["column"]: (n["level"], n["old"], n["new"]) for n in again.lines.get().notes}
    assert outcomes(again) == ["changed"]
    assert said == {
        "Pisownia oryginalna": ("change", "", "Олена Ковальчук"),
        "Język": ("warning", "ukraiński", "rosyjski"),
        "Dokument podróży": ("change", "", "AA1"),
    }
    write(again, head)
    person = Person.objects.get()
    assert (person.original_name, person.language) == ("Олена Ковальчук", "ukraiński")
    assert person.documents.count() == 2


BORN_LATER = right_pesel(datetime.date(1991, 5, 17), "f")
NEXT = {"Kim jest": "wnioskodawca"}
FAULTS = {
    "a wrong date": ([OLENA | {"Doręczono": "31.02.2026"}], 2, "Doręczono", "Podaj datę"),
    "a date in the future": ([OLENA | {"Doręczono": "1.01.2100"}], 2, "Doręczono", "w przyszłości"),
    "a wrong checksum": ([OLENA | {"PESEL": "90051700008"}], 2, "PESEL", "cyfrę kontrolną"),
    "another birth date": ([OLENA | {"PESEL": BORN_LATER}], 2, "PESEL", "nie zgadza się z datą"),
    "a repeated row": ([OLENA, SON, SON], 4, "Nazwisko", "stoi już w wierszu 3"),
    "an unknown status": ([OLENA | {"Rodzaj ochrony": "statut"}], 2, "Rodzaj ochrony", "Nieznana wartość"),
    "an unknown relation": ([OLENA, SON | {"Kim jest": "wujek"}], 3, "Kim jest", "„wujek”"),
    "an unknown citizenship": ([OLENA | {"Obywatelstwo": "Ukrajna"}], 2, "Obywatelstwo", "o „Ukraina”?"),
    "no applicant": ([SON], 2, "Kim jest", "nie ma wnioskodawcy"),
    "two applicants": ([OLENA, SON | NEXT], 3, "Kim jest", "Drugi wnioskodawca"),
    "a failed formula": ([OLENA | {"Imiona": "#N/A"}], 2, "Imiona", "Formuła w tej komórce"),
    "an empty cell": ([OLENA | {"Obywatelstwo": ""}], 2, "Obywatelstwo", "nie może być pusta"),
    "letters that are not Latin": ([OLENA | {"Imiona": "Олена"}], 2, "Imiona", "alfabetem łacińskim"),
    "a worker who is none": ([OLENA | {WORKER: "x@y.test"}], 2, WORKER, "Nikt z adresem"),
    "an older child": ([OLENA, SON | {"Data urodzenia": "1980-01-01"}], 3, "Data urodzenia", "młodsze"),
}


@pytest.mark.parametrize("rows, row, column, text", FAULTS.values(), ids=FAULTS)
def test_a_fault_is_told_by_row_and_column_and_not_written(centre, head, rows, row, column, text):
    run = read(centre, head, *rows)
    found = [note for note in notes(run) if note[:3] == (row, column, "fault")]
    assert outcomes(run) == ["fault"]
    assert found and text in found[0][3], notes(run)


@pytest.mark.parametrize(
    "headings, text",
    [
        ([one for one in HEADINGS if one != "Obywatelstwo"], "Brakuje kolumn: „Obywatelstwo”"),
        ([*HEADINGS, "Nazwisko"], "jest w pliku dwa razy"),
    ],
)
def test_a_file_without_its_columns_is_not_read(centre, head, headings, text):
    run = read(centre, head, OLENA, headings=headings)
    assert run.state == "failed" and text in run.error and not run.content


def test_an_unknown_column_is_left_out_with_a_hint(centre, head):
    run = read(centre, head, OLENA | {"Data doreczenia": "x"}, headings=[*HEADINGS, "Rodzina nr"])
    assert run.problems == ["Kolumny „Rodzina nr” import nie zna i ją pominie. Czy chodziło o „Rodzina”?"]
    assert outcomes(run) == ["new"]


def test_a_document_that_expired_is_a_warning(centre, head):
    run = read(centre, head, OLENA | {"Karta pobytu ważna do": "1.01.2020"})
    assert outcomes(run) == ["new"]
    assert [note[1:3] for note in notes(run)] == [("Karta pobytu ważna do", "warning")]


def test_a_person_in_a_running_case_and_a_family_that_has_one(centre, head, caseworker):
    taken = filed(centre, caseworker, member("Olena"), member("Sofija", relation="child"))
    child = SON | {"Imiona": "Sofija", "Płeć": "k"}
    other = OLENA | {"Imiona": "Natalia", "Data urodzenia": "1.02.1985"}
    run = read(centre, head, other, child)
    assert f"jest już w toczącej się sprawie {taken.case.number}" in notes(run)[0][3]
    run = read(centre, head, OLENA, child, SON)
    assert any("a tej osoby w niej nie ma" in note[3] for note in notes(run))


def test_somebody_alike_is_asked_about(centre, head, caseworker):
    filed(centre, caseworker, member("Olha"))
    run = read(centre, head, OLENA)
    assert [note[1] for note in notes(run)] == ["Osoba z ewidencji"]
    run = read(centre, head, OLENA | {"Osoba z ewidencji": "nie"})
    assert outcomes(run) == ["new"]
    write(run, head)
    assert Person.objects.count() == 2


@override_settings(DEMO=True)
def test_in_the_demo_an_invented_pesel_is_a_warning_and_is_kept(centre, head):
    run = read(centre, head, OLENA | {"PESEL": "90051700008", "Powód braku PESEL": ""})
    assert (outcomes(run), [note[2] for note in notes(run)]) == (["new"], ["warning"])
    write(run, head)
    assert Person.objects.get().pesel == "90051700008"
    again = read(centre, head, OLENA | {"PESEL": "90051700008", "Powód braku PESEL": ""})
    assert outcomes(again) == ["same"]


def test_a_row_alone_is_written_when_it_alone_is_marked(centre, head):
    other = OLENA | {"Rodzina": "2", "Imiona": "Natalia", "Data urodzenia": "1.02.1985", "Karta pobytu": ""}
    run = read(centre, head, OLENA, other)
    actions.confirm(run, [run.lines.order_by("number").last().key], by=head)
    assert [one.given_names for one in Person.objects.all()] == ["Natalia"]


def test_a_worker_that_dies_between_two_families_is_followed(centre, head, monkeypatch, settings):
    other = OLENA | {"Rodzina": "2", "Imiona": "Natalia", "Data urodzenia": "1.02.1985", "Karta pobytu": ""}
    run = read(centre, head, OLENA, other)
    whole = actions._write_line

    def dies(run, line):
        if line.number == 3:
            raise KeyboardInterrupt
        whole(run, line)

    tasks, settings.TASKS = (
        settings.TASKS,
        {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}},
    )
    monkeypatch.setattr(actions, "_write_line", dies)
    actions.confirm(run, None, by=head)
    with pytest.raises(KeyboardInterrupt):
        actions.work.func(run.key)
    assert Person.objects.count() == 1
    monkeypatch.setattr(actions, "_write_line", whole)
    settings.TASKS = tasks
    ImportRun.objects.update(beat_at=run.created_at - 2 * actions.LEASE)
    assert actions.take_up_again() == 1
    assert [one.given_names for one in Person.objects.order_by("pk")] == ["Olena", "Natalia"]
    assert ImportRun.objects.get().state == "done"


def test_a_workbook_made_from_the_template_is_read_as_pasted_rows_are(client, centre, head):
    client.force_login(head)
    page = client.get("/wymiana/wzor-rodziny.xlsx")
    sheet = openpyxl.load_workbook(io.BytesIO(page.content))["Dane"]
    assert [cell.value for cell in sheet[1]] == HEADINGS
    assert len(sheet.data_validations.dataValidation) > 5 and sheet["A1"].comment
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        made = book.add_worksheet("Dane")
        made.write_row(0, 0, HEADINGS)
        for at, row in enumerate((OLENA, SON), 1):
            made.write_row(at, 0, [row.get(one, "") for one in HEADINGS])
        made.write_formula(2, HEADINGS.index("Język"), "=1/0", None, "#DIV/0!")
    upload = io.BytesIO(out.getvalue())
    upload.name = "rodziny.xlsx"
    answer = client.post("/wymiana/", {"kind": "families", "file": upload, "rows": ""})
    page = client.get(answer["Location"]).content.decode()
    assert "rodziny.xlsx" in page and "Formuła w tej komórce dała błąd #DIV/0!" in page
    sheet = openpyxl.load_workbook(io.BytesIO(client.get(f"{answer['Location']}uwagi.xlsx").content)).active
    assert [cell.value for cell in sheet[2]][:3] == [3, "Język", "błąd"]


def test_rows_are_pasted_looked_at_and_written_on_pages(client, centre, head):
    client.force_login(head)
    answer = client.post("/wymiana/", {"kind": "families", "rows": pasted(OLENA, SON).decode()})
    page = client.get(answer["Location"]).content.decode()
    assert "Zapisz wszystkie bez błędów (1)" in page and "Olena Kowalczuk" in page
    client.post(f"{answer['Location']}zapisz/", {"wszystkie": "1"})
    page = client.get(answer["Location"]).content.decode()
    assert Case.objects.get().number in page
    assert "zapisane" in page and not Contact.objects.exists()


@pytest.mark.parametrize(
    "sent", [{"kind": "families", "rows": ""}, {"kind": "families", "rows": "a", "file": b"x"}]
)
def test_one_of_a_file_and_rows_is_needed(client, centre, head, sent):
    client.force_login(head)
    if "file" in sent:
        sent = sent | {"file": io.BytesIO(sent["file"])}
        sent["file"].name = "x.xlsx"
    page = client.post("/wymiana/", sent)
    assert page.status_code == 422 and "jedno z dwojga" in page.content.decode()


def test_an_import_put_aside_leaves_nothing(centre, head):
    run = read(centre, head, OLENA)
    actions.drop(run, by=head)
    run = ImportRun.objects.get()
    assert (run.state, run.lines.get().typed, Person.objects.count()) == ("dropped", [], 0)


def test_what_nobody_looked_at_goes_after_a_week(centre, head):
    run = read(centre, head, OLENA)
    ImportRun.objects.update(created_at=run.created_at - actions.KEPT * 2)
    assert actions.clear_old() == 1
    assert ImportRun.objects.get().state == "dropped"
