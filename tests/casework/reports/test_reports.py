"""Reports: a number and the list behind it agree, the register, the yearly report, sets of rows."""

import io
import json
import re
from datetime import date

import openpyxl
import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from kladka.accounts.models import Membership, Organisation
from kladka.casework.access.address_actions import protect
from kladka.casework.decisions.actions import submit
from kladka.casework.decisions.models import Decision
from kladka.casework.intake.models import Application
from kladka.casework.issuing.actions import issue
from kladka.casework.people.actions import fill_in_person
from kladka.casework.programmes.revocation_actions import draft_revocation
from kladka.casework.reports import actions, counting, definitions
from kladka.casework.reports.chapters import chapters
from kladka.casework.reports.counting import behind, counted
from kladka.casework.reports.models import ReportSet, YearReport
from kladka.casework.reports.spans import Span, year_span
from kladka.casework.reports.vocabulary import FILTERS, PERIODS, Figure, UnknownWord
from kladka.journal.models import Entry
from tests.casework.intake.families import REFUGEE_COPIES, member
from tests.casework.programmes.build import SOFIJA, running, sent, withheld
from tests.conftest import JOURNAL, make_user
from tests.documents.reading import one_line, pdf_words

YEAR = year_span(2026)


@pytest.fixture
def programme(centre, caseworker, head):
    """A mother and a daughter; the programme begins in November 2026."""
    olena = member(received=REFUGEE_COPIES)
    return running(centre, caseworker, head, olena, SOFIJA)


def sheet(answer):
    return list(openpyxl.load_workbook(io.BytesIO(answer.content)).active.values)


def test_every_word_of_the_vocabulary_counts_as_many_people_as_its_list_shows(
    centre, programme, caseworker, head
):
    withheld(programme, caseworker, head)
    sent(centre, caseworker, member("Iryna", received=REFUGEE_COPIES))  # not accepted: in no programme count
    said = [(word, value) for word, one in FILTERS.items() for value, _ in one.values]
    said += [("citizenship", "ukraińskie"), ("form", "cash")]
    figures = [Figure("in_force", "people", (pair,)) for pair in said]
    values = counted(centre, YEAR, figures)
    assert values == [behind(centre, YEAR, one).values("person").distinct().count() for one in figures]
    found = dict(zip(said, values, strict=True))
    assert (found["sex", "f"], found["withheld", "tak"], found["status", "refugee"]) == (2, 1, 2)
    assert sum(count for (word, _), count in found.items() if word == "age") == 2
    assert sum(count for (word, _), count in found.items() if word == "language") == 2
    assert counted(centre, YEAR, [Figure("in_force", m) for m in ("programmes", "families")]) == [1, 1]
    assert counted(centre, YEAR, [Figure("filed", "people")]) == [3]
    assert counted(centre, year_span(2029), [Figure("in_force", "people")]) == [0]


def test_aid_withheld_over_the_new_year_counts_in_both_years(centre, programme, caseworker, head):
    withheld(programme, caseworker, head, starts=date(2026, 12, 20), ends=date(2027, 1, 10))
    figure = Figure("in_force", "people", (("withheld", "tak"),))
    assert [counted(centre, year_span(year), [figure]) for year in (2026, 2027)] == [[1], [1]]
    programme.withholdings.update(resumed_on=date(2027, 1, 1))
    assert counted(centre, year_span(2027), [figure]) == [0]


def test_agreed_money_of_a_year_is_the_sum_of_its_months(centre, programme):
    (agreed,) = counted(centre, YEAR, [Figure("in_force", "agreed")])
    months = programme.amounts.filter(month__year=2026)
    assert agreed == sum(one.amount_pln for one in months) > 0


# The order of the Mazovian reports on programmes of 2013 and 2014.
CHAPTERS = [
    "Liczba programów i osób", "Kraje pochodzenia", "Finansowanie", "Programy zakończone i przerwane",
    "Podstawowe fakty o uczestnikach", "Nauka dzieci", "Ewaluacja",
    "Współpraca z organizacjami i instytucjami", "Ocena ogólna", "Wnioski",
]  # fmt: skip


def test_each_number_of_the_yearly_report_opens_a_list_that_names_the_people(
    client, centre, programme, head, django_assert_max_num_queries
):
    report = actions.begin_year_report(centre, 2026, by=head)
    client.force_login(head)
    with django_assert_max_num_queries(14 + JOURNAL):
        page = client.get(report.get_absolute_url())
    assert [re.sub(r"^\d+\. ", "", one.heading) for one, *_ in page.context["chapters"]] == CHAPTERS
    for _, lines, _ in page.context["chapters"]:
        for line, address in [*lines[:2], *(pair for pair in lines[2:] if pair[0].value)]:
            listed = client.get(address)
            assert (line.label, listed.context["value"]) == (line.label, line.value)
            assert bool(listed.context["page"].rows) is bool(line.value) or line.figure.money
    assert (
        "Sofija"
        in client.get("/sprawozdania/lista/?rok=2026&f=age:7-17").content.decode()
        + client.get("/sprawozdania/lista/?rok=2026&f=age:0-6").content.decode()
    )


def test_a_finished_report_keeps_its_numbers_and_the_next_version_its_texts(
    client, centre, programme, caseworker, head
):
    report = actions.begin_year_report(centre, 2026, by=head)
    client.force_login(head)
    client.post(f"{report.get_absolute_url()}teksty/", {"conclusions": "Potrzeba więcej godzin języka."})
    client.post(f"{report.get_absolute_url()}zakoncz/")
    report.refresh_from_db()
    before = client.get(report.get_absolute_url()).context["chapters"][0][1][0][0].value
    running(centre, caseworker, head, member("Iryna", received=REFUGEE_COPIES))
    assert client.get(report.get_absolute_url()).context["chapters"][0][1][0][0].value == before == 1
    with pytest.raises(ValidationError):
        actions.write_texts(report, {}, by=head)
    form = client.get(report.get_absolute_url()).content.decode()
    assert 'name="rok" value="2026"' in form  # a year is not 2 026
    following = actions.begin_year_report(centre, 2026, by=head)
    assert (following.version, following.texts["conclusions"]) == (2, "Potrzeba więcej godzin języka.")
    assert YearReport.objects.count() == 2
    words = one_line(pdf_words(client.get(f"{report.get_absolute_url()}sprawozdanie.pdf")))
    assert "Potrzeba więcej godzin języka." in words
    assert "10. Wnioski" in words
    rows = sheet(client.get(f"{report.get_absolute_url()}sprawozdanie.xlsx"))
    assert ("1. Liczba programów i osób", "Rodziny, które złożyły wniosek w roku", 1, None) in rows
    assert client.get(f"{report.get_absolute_url()}sprawozdanie.docx").content[:2] == b"PK"
    acts = Entry.objects.filter(kind="act", subject="yearreport").order_by("id").values_list("act", flat=True)
    assert list(acts)[:3] == ["year_report.begun", "year_report.written", "year_report.finished"]


def test_a_draft_shows_its_last_count_with_the_instant_and_waits_to_be_counted_again(
    client, centre, programme, caseworker, head
):
    report = actions.begin_year_report(centre, 2026, by=head)
    running(centre, caseworker, head, member("Iryna", received=REFUGEE_COPIES))
    client.force_login(head)
    page = client.get(report.get_absolute_url())
    assert page.context["chapters"][0][1][0][0].value == 1
    client.post(f"{report.get_absolute_url()}policz/")
    page = client.get(report.get_absolute_url())
    assert page.context["chapters"][0][1][0][0].value == 2
    assert f"{timezone.localtime(report.runs.last().finished_at):%H:%M:%S}" in page.content.decode()
    report.runs.all().delete()
    with pytest.raises(ValidationError, match="jeszcze nie policzono"):
        actions.finish_year_report(report, by=head)


def test_the_days_of_a_report_are_any_and_every_period_counts_what_its_list_shows(
    centre, programme, caseworker, head
):
    refusal = {
        "kind": "refuse",
        "state": "issued",
        "issued_on": date(2026, 8, 3),
        "number": "X.1",
        "sha256": "0" * 64,
    }
    sad = sent(centre, caseworker, member("Iryna", received=REFUGEE_COPIES)).case
    Decision.objects.create(
        organisation=centre, case=sad, prepared_by=caseworker, approved_by=head, **refusal
    )
    assert programme.starts == date(2026, 11, 1)
    spans = [YEAR, Span(date(2026, 7, 1), date(2026, 9, 30)), Span(date(2026, 12, 31), date(2026, 12, 31))]
    found = {}
    for span in spans:
        figures = [Figure(period) for period in PERIODS]
        values = counted(centre, span, figures)
        assert values == [behind(centre, span, one).values("person").distinct().count() for one in figures]
        found[span.words()] = dict(zip(PERIODS, values, strict=True))
    assert [one["refused"] for one in found.values()] == [1, 1, 0]
    assert [one["on_last_day"] for one in found.values()] == [2, 0, 2]
    assert list(found) == ["rok 2026", "III kwartał 2026", "31.12.2026–31.12.2026"]


def test_counting_in_pieces_gives_what_counting_at_once_gives(
    centre, programme, caseworker, head, monkeypatch
):
    """A person in two cases is one person, whatever the pieces."""
    running(centre, caseworker, head, member("Iryna", received=REFUGEE_COPIES))
    other = Application.objects.exclude(pk=programme.application_id).get()
    twice = programme.application.people.first()
    status = {"status": twice.status, "relation": "other", "covered": True, "active": False}
    other.people.create(person=twice.person, **status)
    measures = ("people", "programmes", "families", "agreed")
    figures = [Figure("in_force", measure) for measure in measures]
    whole, told = counted(centre, YEAR, figures), []
    monkeypatch.setattr(counting, "PIECE", 1)
    assert counted(centre, YEAR, figures, lambda *said: told.append(said)) == whole
    assert whole[:3] == [3, 2, 2]
    assert (len(told) > 4, told[-1][0]) == (True, told[-1][1])


def test_the_register_has_the_fields_of_the_act_and_no_protected_address(client, centre, programme, head):
    client.force_login(head)
    olena = programme.application.people.first().person
    said = {"marital_status": "żonaty, mężatka", "school": "Kurs w Liceum nr 1"}
    fill_in_person(olena, by=head, **said)
    rows = sheet(client.get("/sprawozdania/rejestr/rejestr.xlsx", {"rok": 2026}))
    first = dict(zip(rows[0], rows[1], strict=True))
    named = ("Nazwisko", "Ochrona", "Stan cywilny", "Szkoła")
    assert [first[one] for one in named] == ["Kowalczuk", "status uchodźcy", *said.values()]
    assert first["Adres"]
    assert "nie wpisano" in str(rows[-1][0])
    protect(programme.case, by=head, address="ul. Ukryta 7", town="Zacisze", correspondence="skr. 5")
    rows = sheet(client.get("/sprawozdania/rejestr/rejestr.xlsx", {"rok": 2026}))
    assert dict(zip(rows[0], rows[1], strict=True))["Adres"] == "adres chroniony"
    programme.case.restrictions.create(reason="x", starts="2026-01-01", by=head)
    left = client.get("/sprawozdania/rejestr/rejestr.csv", {"rok": 2026}).content.decode()
    assert "Kowalczuk" not in left


def test_a_coordinator_sees_no_money_in_any_report(client, centre, programme, head):
    coordinator = make_user("Anna", "koordynator@przyklad.test", centre, Membership.Role.COORDINATOR)
    actions.save_set(centre, definitions.example(), by=head)
    report = actions.begin_year_report(centre, 2026, by=head)
    client.force_login(coordinator)
    assert client.get("/sprawozdania/lista/?rok=2026&miara=paid").status_code == 403
    assert "Finansowanie" not in client.get(report.get_absolute_url()).content.decode()
    page = client.get("/sprawozdania/zestawy/przyklad-ipi/?rok=2026").content.decode()
    assert ("Kwota wypłaconych" in page, "Rodziny objęte" in page) == (False, True)
    rows = sheet(client.get("/sprawozdania/rejestr/rejestr.xlsx", {"rok": 2026}))
    assert dict(zip(rows[0], rows[1], strict=True))["Uzgodnione w okresie (zł)"] is None


def test_a_set_is_changed_by_a_new_version_and_goes_out_and_in_as_a_file(client, centre, programme, head):
    client.force_login(head)
    client.post("/sprawozdania/zestawy/", {"przyklad": "1"})
    one = ReportSet.objects.get()
    assert "sprawdzenia z formularzem" in one.note
    page = client.get(f"{one.get_absolute_url()}?rok=2026")
    assert {value for _, _, value, _ in page.context["rows"]} == {None}  # nobody counted it yet
    client.post(f"{one.get_absolute_url()}policz/", {"rok": "2026"})
    page = client.get(f"{one.get_absolute_url()}?rok=2026")
    assert [(row["number"], value) for row, _, value, _ in page.context["rows"]][3] == ("4", 2)
    typed = {"code": one.code, "name": "Inny", "note": "", "ile": "2", "label-0": "Kobiety", "number-0": "7"}
    typed |= {"period-0": "in_force", "measure-0": "people", "f-0-0": "sex:f"}
    client.post(f"{one.get_absolute_url()}zmien/", typed)
    second = ReportSet.objects.get(version=2)
    assert [row["number"] for row in second.rows] == ["7"]
    file = client.get(f"{one.get_absolute_url()}definicja.json").content
    assert definitions.parsed(file)["rows"] == second.rows
    client.post("/sprawozdania/zestawy/", {"plik": io.BytesIO(file)})
    assert ReportSet.objects.filter(version=3).exists()
    assert client.get(f"{one.get_absolute_url()}lista.xlsx?rok=2026").status_code == 404  # not this version
    client.post(f"{one.get_absolute_url()}policz/", {"od": "2026-07-01", "do": "2026-12-31"})
    rows = sheet(client.get(f"{one.get_absolute_url()}lista.xlsx?od=2026-07-01&do=2026-12-31"))
    assert (rows[1][2], "II półrocze 2026, policzone" in rows[-1][0]) == (2, True)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"period": "kiedyś"}, "Nieznany okres"),
        ({"measure": "avg"}, "Nieznana miara"),
        ({"filters": [["person__pesel", "1"]]}, "Nieznany filtr"),
        ({"filters": [["sex", "x"]]}, "nie ma wartości"),
        ({"filters": ["sex"]}, "lista filtrów"),
    ],
)
def test_a_definition_with_a_word_outside_the_vocabulary_is_refused_by_row(change, said):
    row = {"label": "Osoby", "period": "in_force", "measure": "people", "filters": []} | change
    file = {"format": definitions.FORMAT, "code": "x1", "name": "X", "rows": [row]}
    with pytest.raises(UnknownWord, match=f"Wiersz 1: .*{said}"):
        definitions.parsed(json.dumps(file).encode())
    with pytest.raises(UnknownWord, match="JSON"):
        definitions.parsed(b"\xff\xfe")


def test_another_centre_counts_its_own_people_alone(client, centre, programme, head):
    other = Organisation.objects.create(kind="city_centre", name="Ośrodek Obcy", short_name="MOPR Obcy")
    assert counted(other, YEAR, [Figure()]) == [0]
    report = actions.begin_year_report(centre, 2026, by=head)
    client.force_login(make_user("Obca", "obca@obcy.test", other, Membership.Role.HEAD))
    assert client.get(report.get_absolute_url()).status_code == 404
    assert chapters(other, 2026)[0].lines[0].value == 0


def test_an_interrupted_programme_counts_to_its_last_day_and_a_person_to_theirs(
    centre, programme, caseworker, head
):
    def of(year, *periods, measure="programmes"):
        return counted(centre, year_span(year), [Figure(period, measure) for period in periods])

    daughter = programme.application.people.get(person__born=SOFIJA.details["born"])
    daughter.covered_until = date(2026, 12, 31)  # died
    daughter.save()
    assert [of(year, "in_force", measure="people") for year in (2026, 2027)] == [[2], [1]]
    people = [one.person for one in programme.application.people.all()]
    why = {
        "facts": "Prawomocny wyrok.",
        "starts": date(2026, 12, 15),
        "immediate_reason": "ważny interes",
    }
    decision, _ = draft_revocation(programme, people=people, ground="convicted", by=caseworker, **why)
    issue(submit(decision, by=caseworker), head, on=date(2026, 12, 10))
    words = ("in_force", "continued", "ended", "on_last_day")
    assert of(2026, *words) == [1, 0, 1, 0]
    assert of(2027, *words) == [0, 0, 0, 0]
