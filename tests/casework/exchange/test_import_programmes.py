"""Programmes under way are carried over: paid on from the first month, to the grosz, and no month twice."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Sum

from kladka.casework.benefits.actions import mark_sent, prepare_list, recalculate
from kladka.casework.benefits.lines import outdated
from kladka.casework.benefits.models import LedgerEntry, PayoutAccount
from kladka.casework.casefile.parts import parts_of
from kladka.casework.decisions.models import Decision
from kladka.casework.exchange.actions import confirm
from kladka.casework.insurance.lines import lines_of as insurance_lines
from kladka.casework.insurance.models import InsuranceFiling
from kladka.casework.programmes.agreement_actions import add_goal
from kladka.casework.programmes.models import AgreedAmount, Programme
from kladka.casework.programmes.queries import loaded
from kladka.casework.recalculation.queries import compared, to_compare
from kladka.casework.reports.counting import counted
from kladka.casework.reports.queries import list_behind, with_register
from kladka.casework.reports.spans import year_span
from kladka.casework.reports.vocabulary import Figure
from kladka.casework.settlement.agreement_queries import agreement
from kladka.journal.models import Entry
from tests.casework.benefits.build import approved_list, family
from tests.casework.intake.families import REFUGEE_COPIES, member
from tests.casework.programmes.build import running

from .carried import (
    CHILD,
    DAY,
    FIRST,
    LATER,
    OLENA,
    PAID,
    PROGRAMME,
    TARAS,
    carried_over,
    changes,
    faults,
    notes,
    read,
    write,
)

ZL = Decimal


def outcomes(run):
    return [line.outcome for line in run.lines.order_by("number")]


def lines(payment_list):
    found = payment_list.payments.order_by("person__born", "month")
    return [(one.person.given_names, one.month, one.amount_pln, one.method) for one in found]


def test_after_four_months_paid_before_the_next_list_pays_the_fifth_and_the_files_again_change_nothing(
    centre, head, accountant
):
    case = carried_over(centre, head)
    write(centre, head, "payments", *PAID)
    december = [
        ("Olena", DAY(2026, 12, 1), ZL("1175.30"), "transfer"),
        ("Taras", DAY(2026, 12, 1), ZL("1000.00"), "transfer"),
    ]
    made = prepare_list(centre, DAY(2026, 12, 1), by=accountant)
    assert lines(made) == december
    for kind, rows in (("families", (OLENA, TARAS)), ("programmes", PROGRAMME), ("payments", PAID)):
        again = read(centre, head, kind, *rows)
        assert set(outcomes(again)) == {"same"}, changes(again)
    assert lines(made) == december
    programme = Programme.objects.get(case=case)
    decision = programme.decision
    assert (programme.state, case.state, programme.agreed_on) == ("running", "running", None)
    assert (decision.number, decision.issuer, decision.files.count(), decision.approved_by) == (
        "PCPR.5214.3.2026", "Starosta Brzozowski", 0, None,
    )  # fmt: skip
    assert programme.amounts.count() == 24 and programme.amounts.filter(paid_before=True).count() == 8
    assert compared(to_compare(case)).changed == []
    acts = set(Entry.objects.values_list("act", flat=True))
    assert {"decision.issued_before", "programme.carried", "application.granted"} <= acts


ACCOUNT = "Numer rachunku"
AGREED = {
    "on": "2026-08-10", "signed_by": "Olena Kowalczuk", "talk_language": "ukraiński",
    "no_interpreter": "pracownik mówi po ukraińsku",
}  # fmt: skip
FAULTS = {
    "an unknown case": ([FIRST | {"Znak sprawy": "X/1"}], 2, "Znak sprawy", "Nie ma sprawy X/1"),
    "no number": ([FIRST | {"Numer decyzji": None}], 2, "Numer decyzji", "nie może być pusta"),
    "no day of the start": ([FIRST | {"Początek programu": "lato"}], 2, "Początek programu", "Podaj datę"),
    "a decision of tomorrow": ([FIRST | {"Data decyzji": DAY(2100, 1, 1)}], 2, "Data decyzji", "przyszłości"),
    "a decision before the application": (
        [FIRST | {"Data decyzji": DAY(2026, 8, 2), "Doręczono decyzję": None}],
        2, "Data decyzji", "wcześniejsza niż wniosek z 03.08.2026",
    ),
    "delivered before it was issued": (
        [FIRST | {"Doręczono decyzję": DAY(2026, 8, 17)}], 2, "Doręczono decyzję", "niż decyzja (18.08.2026)",
    ),
    "an end before the start": (
        [FIRST | {"Koniec programu": DAY(2026, 7, 31)}], 2, "Koniec programu", "przed początkiem",
    ),
    "thirteen months": (
        [FIRST | {"Koniec programu": DAY(2027, 8, 31)}], 2, "Koniec programu", "najdłużej 12 miesięcy",
    ),
    "another start in another row": (
        [FIRST, LATER | {"Początek programu": DAY(2026, 9, 1)}],
        3, "Początek programu", "W wierszu 2 jest „2026-08-01”",
    ),
    "paid from outside the programme": (
        [FIRST | {"Kładka płaci od miesiąca": "2028-01"}], 2, "Kładka płaci od miesiąca", "nie leży",
    ),
    "a stranger": ([FIRST, CHILD | {"Imiona": "Obcy"}], 3, "Nazwisko", "nie ma osoby Obcy Kowalczuk"),
    "no amount": ([FIRST, LATER, CHILD | {"Kwota": None}], 4, "Kwota", "Wpisz kwotę"),
    "a negative amount": ([FIRST | {"Kwota": -5}], 2, "Kwota", "nie może być ujemna"),
    "three decimal places": ([FIRST | {"Kwota": "12,345"}], 2, "Kwota", "więcej niż dwa miejsca"),
    "two amounts in a month": (
        [FIRST, LATER | {"Od miesiąca": 6}], 3, "Od miesiąca", "ma już kwotę w wierszu 2",
    ),
    "a month in between": (
        [FIRST, LATER | {"Od miesiąca": 9}], 2, "Kwota", "Brakuje kwoty tej osoby za: luty 2027, marzec 2027",
    ),
    "a month after the end": ([FIRST | {"Do miesiąca": 13}], 2, "Do miesiąca", "Miesiąc 13 nie leży"),
    "a month that is none": ([FIRST | {"Do miesiąca": "zima"}], 2, "Do miesiąca", "to nie miesiąc"),
    "withheld without a ground": (
        [FIRST, LATER, CHILD | {"Podstawa wstrzymania": None}], 4, "Podstawa wstrzymania", "Podaj podstawę",
    ),
    "an unknown ground": (
        [FIRST, LATER, CHILD | {"Podstawa wstrzymania": "pkt 9"}], 4, "Podstawa wstrzymania", "Nieznana",
    ),
    "withheld outside the programme": (
        [FIRST, LATER, CHILD | {"Wstrzymano do": DAY(2028, 1, 1)}], 4, "Wstrzymano od", "nie leży",
    ),
    "withheld twice": (
        [FIRST, LATER, CHILD, CHILD | {"Kwota": None}], 5, "Wstrzymano od", "wstrzymana od 05.10.2026",
    ),
    "a transfer to nowhere": ([FIRST | {ACCOUNT: None}], 2, ACCOUNT, "wymaga numeru rachunku"),
    "an account that became a number": ([FIRST | {ACCOUNT: 6.1e25}], 2, ACCOUNT, "zgubił cyfry"),
    "a wrong account": ([FIRST | {ACCOUNT: "61 1090 1014 0000 0712 1981 2875"}], 2, ACCOUNT, "kontrolna"),
    "a worker who is none": (
        [FIRST | {"Realizator (e-mail)": "x@y.test"}], 2, "Realizator (e-mail)", "Nikt z adresem",
    ),
}  # fmt: skip


def test_every_fault_is_told_by_row_and_field_and_nothing_of_it_is_written(centre, head):
    write(centre, head, "families", OLENA, TARAS)
    told = {}
    for name, (rows, row, column, text) in FAULTS.items():
        run = read(centre, head, "programmes", *rows)
        found = [said for at, heading, said in faults(run) if (at, heading) == (row, column)]
        told[name] = (bool(found) and text in found[0] and outcomes(run) == ["fault"]) or faults(run)
    assert told == dict.fromkeys(FAULTS, True)
    assert not Decision.objects.exists() and not Programme.objects.exists()


def test_a_number_of_another_case_and_a_case_with_a_programme_of_ours_are_faults(centre, head, caseworker):
    ours = running(centre, caseworker, head, member("Iryna", "Bondar", received=REFUGEE_COPIES))
    write(centre, head, "families", OLENA, TARAS)
    taken = FIRST | {"Numer decyzji": ours.decision.number}
    (found,) = faults(read(centre, head, "programmes", taken, LATER, CHILD))
    assert found[1] == "Numer decyzji" and ours.case.number in found[2]
    (found,) = faults(read(centre, head, "programmes", FIRST | {"Znak sprawy": ours.case.number}))
    assert found[1] == "Znak sprawy" and "ma już program przygotowany w Kładce" in found[2]


def test_what_the_law_would_give_otherwise_is_told_and_the_decision_stands(centre, head, accountant):
    write(centre, head, "families", OLENA, TARAS)
    rows = (
        FIRST | {"Początek programu": DAY(2026, 9, 1), "Koniec programu": DAY(2027, 8, 31), "Kwota": 2000},
        LATER | {"Kwota": 300},
        CHILD | {"Wstrzymano do": DAY(2026, 12, 14)},
    )
    run = write(centre, head, "programmes", *rows)
    told = read(centre, head, "programmes", *rows)
    assert outcomes(told) == ["same"]
    said = {(row, column): text for row, column, text in notes(told, "warning")}
    above = said[2, "Kwota"].replace("\u00a0", " ")
    assert "powyżej granic prawa (wrzesień 2026 – luty 2027: od 950,00 do 1 175,30 zł)" in above
    assert "poniżej granic prawa (marzec 2027 – sierpień 2027" in said[3, "Kwota"]
    assert (2, "Początek programu") in said and (4, "Wstrzymano od") in said
    made = prepare_list(centre, DAY(2026, 12, 1), by=accountant)
    assert [one[2] for one in lines(made)] == [ZL("2000.00"), ZL("548.39")]  # 17 of 31 days of December
    assert Programme.objects.get(case=run.lines.get().case).starts == DAY(2026, 9, 1)


def test_a_changed_file_shows_every_field_and_corrects_until_a_list_has_paid(
    centre, head, caseworker, accountant
):
    case = carried_over(centre, head)
    changed = [
        FIRST
        | {
            "Numer decyzji": "PCPR.5214.4.2026", "Kto wydał": "Starosta Zmyślony",
            "Data decyzji": DAY(2026, 8, 19), "Koniec programu": DAY(2027, 6, 30), "Kwota": 1100,
            "Kładka płaci od miesiąca": "2026-11", "Realizator (e-mail)": caseworker.email,
            "Znak pisma wojewody": "PS.1", "Sposób wypłaty": "kasa", "Numer rachunku": None,
        },
        LATER | {"Do miesiąca": None},
        CHILD | {"Wstrzymano do": DAY(2026, 10, 10)},
    ]  # fmt: skip
    run = read(centre, head, "programmes", *changed)
    expected = {
        "Numer decyzji": ("PCPR.5214.3.2026", "PCPR.5214.4.2026"),
        "Kto wydał": ("Starosta Brzozowski", "Starosta Zmyślony"),
        "Data decyzji": ("18.08.2026", "19.08.2026"),
        "Koniec programu": ("31.07.2027", "30.06.2027"),
        "Kładka płaci od miesiąca": ("grudzień 2026", "listopad 2026"),
        "Realizator (e-mail)": (head.name, caseworker.name),
        "Znak pisma wojewody": ("PS.9421.7.2026", "PS.1"),
        "Sposób wypłaty": ("przelew 2874", "kasa"),
    }
    told = changes(run)
    assert {name: told[name][1:] for name in expected} == expected
    assert {level for level, _, _ in told.values()} == {"change"}
    assert told.keys() == expected.keys() | {"Kwota", "Wstrzymano od"}
    write(centre, head, "programmes", *changed)
    assert outcomes(read(centre, head, "programmes", *changed)) == ["same"]
    programme = Programme.objects.select_related("decision", "case").get(case=case)
    assert (programme.decision.number, programme.ends) == ("PCPR.5214.4.2026", DAY(2027, 6, 30))
    assert programme.case.aid_until == DAY(2027, 6, 30) and programme.realizator == caseworker
    assert set(AgreedAmount.objects.filter(paid_before=True).values_list("month__month", flat=True)) == {
        8,
        9,
        10,
    }
    assert PayoutAccount.objects.in_force().get().method == "cash_desk"
    approved_list(centre, accountant, head, DAY(2026, 11, 1))
    after = read(centre, head, "programmes", *PROGRAMME)
    assert outcomes(after) == ["same"]
    assert {level for level, _, _ in changes(after).values()} == {"warning"}
    with pytest.raises(IntegrityError, match="Wydanej decyzji nie zmienia"), transaction.atomic():
        Decision.objects.filter(pk=programme.decision_id).update(number="X")


def test_a_month_paid_before_is_never_arrears_and_one_recorded_later_leaves_the_draft_list(
    centre, head, caseworker, accountant
):
    family(centre, caseworker, "Amina Sadig", filed_on=DAY(2026, 8, 3))
    approved_list(centre, accountant, head, DAY(2026, 11, 1))
    write(centre, head, "families", OLENA, TARAS)
    run = read(centre, head, "programmes", FIRST | {"Kładka płaci od miesiąca": "2026-11"}, LATER, CHILD)
    assert any("Listy za: listopad 2026" in text for _, _, text in notes(run, "warning"))
    confirm(run, None, by=head)
    made = prepare_list(centre, DAY(2026, 12, 1), by=accountant)
    assert made.payments.filter(person__family_name="Kowalczuk").count() == 4  # November as arrears
    (olena,) = [row for row in PAID if row["Imiona"] == "Olena" and row["Za miesiąc"].month == 11]
    write(centre, head, "payments", olena)
    assert [one.person_name for one, _ in outdated(made)] == ["Olena Kowalczuk"]
    made = recalculate(made, by=accountant)
    paid = made.payments.filter(person__family_name="Kowalczuk").order_by("person__born", "month")
    assert [(one.person.given_names, one.month.month) for one in paid] == [
        ("Olena", 12), ("Taras", 11), ("Taras", 12),
    ]  # fmt: skip
    other = read(centre, head, "payments", olena | {"Kwota": 1000, "Kto wypłacił": "MOPS"})
    assert "Decyzja przyznała inną kwotę" in notes(other, "warning")[0][2]


def test_decisions_lists_the_book_and_the_desk_agree_and_the_list_after_pays_the_next_month(
    centre, head, accountant
):
    write(centre, head, "families", OLENA, TARAS)
    at_the_desk = FIRST | {"Sposób wypłaty": "kasa", ACCOUNT: None}
    write(centre, head, "programmes", at_the_desk, LATER, CHILD)
    write(centre, head, "payments", *PAID)
    december = approved_list(centre, accountant, head, DAY(2026, 12, 1))
    following, _ = mark_sent(december, on=DAY(2026, 12, 15), by=accountant)
    assert lines(following) == [
        ("Olena", DAY(2027, 1, 1), ZL("1175.30"), "cash_desk"),
        ("Taras", DAY(2027, 1, 1), ZL("1000.00"), "cash_desk"),
    ]
    day = agreement(centre, DAY(2026, 12, 31))
    assert [one.difference for one in day] == [0, 0, 0]
    paid = LedgerEntry.objects.filter(kind="paid").aggregate(sum=Sum("amount_pln"))
    assert paid["sum"] == ZL("-2175.30")


def test_its_terms_begin_with_our_first_month_and_its_end_is_followed(centre, head):
    case = carried_over(centre, head)
    terms = {one.kind: one for one in case.deadlines.order_by("-day")}
    assert terms["programme_end"].day == DAY(2027, 7, 31)
    assert terms["farewell"].day == DAY(2027, 6, 1)
    notes_due = case.deadlines.filter(kind="monitoring").order_by("day").values_list("day", flat=True)
    assert min(notes_due) > DAY(2026, 12, 1) and len(notes_due) == 3
    waves = dict(case.waves.values_list("kind", "planned_on"))
    assert waves["start"] == DAY(2026, 12, 31) and waves["exit"] == DAY(2027, 7, 31)
    assert not case.deadlines.filter(day__lt=DAY(2026, 11, 1), done_on=None).exists()
    assert InsuranceFiling.objects.get().filed_on == DAY(2026, 8, 24)
    contributions = insurance_lines(centre, DAY(2026, 12, 1))
    assert [one.person.given_names for one in contributions] == ["Olena", "Taras"]
    assert insurance_lines(centre, DAY(2026, 11, 1)) == []


def test_its_page_says_that_the_agreement_is_on_paper_until_a_worker_writes_it_out(
    client, centre, head, caseworker, accountant
):
    case = carried_over(centre, head)
    client.force_login(head)
    address = f"/sprawy/{case.key}/program/"
    page = client.get(address).content.decode()
    assert "uzgodnienie stron jest na papierze" in page and "Starosta Brzozowski" in page
    assert "Uzgodniono " not in page and "aneks/nowy/" not in page and "kwoty/" + '"' not in page
    assert 'value="2026-' not in client.get(f"{address}uzgodnij/").content.decode()
    refused = client.post(f"{address}uzgodnij/", AGREED | {"represented_by": head.pk})
    assert refused.status_code == 422 and "Najpierw przepisz z papieru" in refused.content.decode()
    programme = loaded(case.programmes.get().key)
    steps = [{"owed_by": "participant", "text": "Kurs polskiego A1", "due_on": DAY(2026, 12, 20)}]
    add_goal(programme, theme="language", text="Olena mówi po polsku", steps=steps, by=head)
    assert client.post(f"{address}sytuacja/", {"life_situation": "x", "institutions": "y"}).status_code == 302
    signed = client.post(f"{address}uzgodnij/", AGREED | {"represented_by": head.pk})
    assert signed.status_code == 302, signed.content.decode()
    programme = loaded(programme.key)
    assert (programme.state, programme.agreed_on) == ("running", DAY(2026, 8, 10))
    text = programme.texts.get()
    assert text.number == 1 and [goal["text"] for goal in text.content["goals"]] == ["Olena mówi po polsku"]
    page = client.get(address).content.decode()
    assert "na papierze" not in page and "Uzgodniono 10" in page and "aneks/nowy/" in page
    with pytest.raises(ValidationError, match="Przygotuj aneks"):
        add_goal(programme, theme="language", text="x", steps=steps, by=head)


def test_the_decision_has_no_print_of_ours_and_papers_of_the_case_are_whole_without_it(
    client, centre, head, caseworker
):
    case = carried_over(centre, head)
    decision = Decision.objects.get()
    client.force_login(head)
    page = client.get(decision.get_absolute_url()).content.decode()
    assert "sprzed Kładki" in page and "Starosta Brzozowski" in page and "wydana.pdf" not in page
    assert client.get(f"{decision.get_absolute_url()}wydana.pdf").status_code == 404
    assert [part.title for part in parts_of(case, head) if part.group == "Decyzje"] == []


def test_the_register_and_the_year_count_it_with_what_was_paid_before(centre, head, accountant):
    carried_over(centre, head)
    write(centre, head, "payments", *PAID)
    year = year_span(2026)
    page = list_behind(centre, year, Figure("accepted", "people"), money=True)
    rows = {row["given"]: row for row in with_register(page.rows)}
    assert {row["decision_number"] for row in rows.values()} == {"PCPR.5214.3.2026"}
    assert (rows["Olena"]["paid"], rows["Olena"]["agreed"]) == (ZL("4701.20"), ZL("5876.50"))
    assert rows["Taras"]["paid"] == ZL("3677.42")
    figures = [Figure("in_force", one) for one in ("people", "paid", "payments")]
    assert counted(centre, year, figures) == [2, ZL("8378.62"), 8]
