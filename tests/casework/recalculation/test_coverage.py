"""Who joins, leaves, or lives apart in a running programme: the form, its preview, the money that follows."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from kladka.casework.changes import actions as changes
from kladka.casework.decisions.actions import submit
from kladka.casework.issuing.actions import issue
from kladka.casework.programmes.queries import loaded
from kladka.casework.recalculation import actions as recalculation
from kladka.casework.recalculation import queries
from kladka.casework.recalculation.coverage_actions import come_back, join, leave, live_apart, live_together
from kladka.casework.recalculation.coverage_forms import FORMS, OF_APART
from kladka.casework.recalculation.models import Recalculation
from tests.casework.benefits.build import DAY
from tests.casework.changes.build import BORN, REFUGEE, born, changed, coverage, family, proposal

ALONE, PAIR, THREE = Decimal("1679.00"), Decimal("1175.30"), Decimal("1007.40")


@pytest.fixture
def home(centre, caseworker, head):
    return family(centre, caseworker, head)


def page(case, what=""):
    return f"/sprawy/{case.key}/sklad/{what}"


def due(programme, month):
    """{given names: zł for the full month} by the law now."""
    rows = queries.compared(loaded(programme.key)).rows
    return {row.person.given_names: row.new_pln for row in rows if row.month == month}


def by_month(programme, name):
    """Full-month amounts of one person by the law now, in the order of months."""
    rows = queries.compared(loaded(programme.key)).rows
    return [row.new_pln for row in rows if row.person.given_names == name]


def decided(programme, caseworker, head):
    """The changing decision for everything that differs, issued."""
    about = {"reason": "skład", "since": programme.starts, "ground": "personal"}
    made = recalculation.propose(loaded(programme.key), by=caseworker, **about)
    issue(submit(made.decision, by=caseworker), head, on=DAY(2027, 1, 8))


def test_a_confirmed_divorce_counts_each_home_from_the_chosen_month_and_its_decision_settles_it(
    client, home, caseworker, head
):
    case, programme, (_, sofija) = home
    change = changed(case, "divorce", sofija, on=DAY(2026, 12, 10), by=caseworker)
    changes.confirm(proposal(change, "family_size"), chosen="next_month", by=caseworker)
    assert set(due(programme, DAY(2026, 12, 1)).values()) == {PAIR}
    assert due(programme, DAY(2027, 1, 1)) == {"Olena": ALONE, "Sofija": ALONE}
    changes.confirm(proposal(change, "recount"), by=caseworker)
    made = Recalculation.objects.select_related("decision").get(case=case)
    assert made.since == DAY(2027, 1, 1)
    assert "od 1.01.2027 rodzina liczy 1\xa0osobę (dotąd 2)" in made.decision.grounds
    client.force_login(caseworker)
    assert "program/kwoty/" in client.get(made.decision.get_absolute_url()).content.decode()
    issue(submit(made.decision, by=caseworker), head, on=DAY(2027, 1, 8))
    assert queries.compared(loaded(programme.key)).changed == []


def test_read_the_other_way_the_home_counts_apart_from_the_month_of_the_change(home, caseworker):
    case, programme, (_, sofija) = home
    change = changed(case, "left", sofija, on=DAY(2026, 12, 10), by=caseworker)
    changes.confirm(proposal(change, "family_size"), chosen="this_month", by=caseworker)
    assert set(due(programme, DAY(2026, 12, 1)).values()) == {ALONE}
    changes.confirm(proposal(change, "recount"), by=caseworker)
    assert Recalculation.objects.get(case=case).since == DAY(2026, 12, 1)


def test_who_left_with_a_child_is_one_home_with_it(home, caseworker, client):
    case, programme, (_, sofija) = home
    change = born(case, caseworker, status=REFUGEE)
    changes.confirm(proposal(change, "coverage"), chosen="covered", by=caseworker)
    assert coverage(case, change.person) == (True, BORN, None)
    assert set(due(programme, DAY(2027, 2, 1)).values()) == {THREE}
    asked = proposal(changed(case, "left", sofija, on=DAY(2027, 1, 20), by=caseworker), "family_size")
    client.force_login(caseworker)
    said = {"chosen": "next_month", "together": [change.person.pk], "reason": ""}
    answer = client.post(f"/sprawy/{case.key}/propozycje/{asked.key}/", said)
    assert answer.status_code == 302
    assert due(programme, DAY(2027, 2, 1)) == {"Olena": ALONE, "Sofija": PAIR, "Marko": PAIR}


def test_nobody_is_left_without_somebody_in_the_first_home(home, caseworker):
    _, programme, people = home
    with pytest.raises(ValidationError, match="co najmniej jedna osoba"):
        live_apart(programme, people, starts=DAY(2027, 1, 1), reason="x", by=caseworker)


def test_the_form_shows_the_effect_before_anything_is_saved_and_leads_to_the_decision(
    home, caseworker, client
):
    case, programme, (_, sofija) = home
    client.force_login(caseworker)
    shown = client.get(page(case, f"wychodzi/?osoba={sofija.key}&dzien=2027-01-31")).content.decode()
    assert f'value="{sofija.pk}" selected' in shown and 'value="2027-01-31"' in shown
    typed = {"person": sofija.pk, "ends": "2027-01-31", "reason": "Własny program w Lublinie."}
    answer = client.post(page(case, "wychodzi/"), typed | {"podglad": "1"})
    assert answer.status_code == 200
    assert "1\xa0175,30 → 1\xa0679,00" in answer.content.decode()
    assert coverage(case, sofija) == (True, None, None)
    answer = client.post(page(case, "wychodzi/"), typed)
    assert answer["Location"] == f"/sprawy/{case.key}/przeliczenie/"
    assert coverage(case, sofija) == (True, None, DAY(2027, 1, 31))
    assert due(programme, DAY(2027, 2, 1)) == {"Olena": ALONE, "Sofija": None}
    assert not sofija.applications.get().active
    assert "31.01.2027" in client.get(page(case)).content.decode()
    answer = client.post(page(case, "wychodzi/"), typed | {"ends": "2030-01-01"})
    assert answer.status_code == 422 and "poza czasem programu" in answer.content.decode()


def test_arrest_and_prison_have_their_own_ground_and_the_form_opens_filled_in(home, caseworker, client):
    case, _, (olena, _) = home
    change = changed(case, "arrest", olena, on=DAY(2026, 12, 3), by=caseworker, text="Sygn. II Kp 5/26.")
    asked = proposal(change, "suspend")
    client.force_login(caseworker)
    answer = client.post(f"/sprawy/{case.key}/propozycje/{asked.key}/", {"reason": ""})
    where = f"/sprawy/{case.key}/program/wstrzymaj/?osoba={olena.key}&podstawa=temporary_arrest"
    assert answer["Location"] == where
    form = client.get(where).context["form"]
    assert form["people"].value() == [olena.key]
    assert form["ground"].value() == "temporary_arrest"
    assert form["stay_began_on"].value() == "2026-12-03"
    assert "Sygn. II Kp 5/26." in form["facts"].value()


def test_the_page_names_every_change_and_says_what_it_does(client, home, caseworker):
    case, _, _ = home
    client.force_login(caseworker)
    told = client.get(page(case)).content.decode()
    said = {what: (form.title in told, form.lead in told) for what, form in FORMS.items()}
    assert said == dict.fromkeys(FORMS, (True, True)) | dict.fromkeys(OF_APART, (False, False))


def test_who_comes_back_counts_with_the_family_from_that_month_and_the_months_apart_stay(
    home, caseworker, client
):
    case, programme, (_, sofija) = home
    live_apart(programme, [sofija], starts=DAY(2027, 1, 1), reason="x", by=caseworker)
    client.force_login(caseworker)
    typed = {"people": [sofija.pk], "starts": "2027-03-15", "reason": "Wróciła do domu."}
    shown = client.post(page(case, "powrot/"), typed | {"podglad": "1"})
    assert (shown.status_code, sofija.applications.get().homes) == (200, [[1, "2027-01-01", None]])
    assert client.post(page(case, "powrot/"), typed)["Location"] == f"/sprawy/{case.key}/przeliczenie/"
    assert due(programme, DAY(2027, 2, 1)) == {"Olena": ALONE, "Sofija": ALONE}
    assert due(programme, DAY(2027, 3, 1)) == {"Olena": PAIR, "Sofija": PAIR}
    assert "od 1.01.2027 do 28.02.2027" in client.get(page(case)).content.decode()


def test_a_second_spell_apart_counts_in_its_own_months_and_is_decided_like_the_first(
    home, caseworker, head, client
):
    case, programme, (_, sofija) = home
    live_apart(programme, [sofija], starts=DAY(2027, 1, 1), reason="x", by=caseworker)
    come_back(programme, [sofija], starts=DAY(2027, 3, 1), reason="x", by=caseworker)
    client.force_login(caseworker)
    typed = {"people": [sofija.pk], "starts": "2027-06-10", "reason": "Znów wyjechała."}
    shown = client.post(page(case, "osobno/"), typed | {"podglad": "1"})
    assert "1\xa0175,30 → 1\xa0679,00" in shown.content.decode()
    client.post(page(case, "osobno/"), typed)
    typed = {"people": [sofija.pk], "starts": "2027-08-01", "reason": "Wróciła."}
    client.post(page(case, "powrot/"), typed)
    single, pair, later = (str(one) for one in (ALONE, PAIR, Decimal("1511.10")))
    months = [pair, pair, single, single, pair, pair, "1057.77", later, later, *["1057.77"] * 3]
    assert [str(amount) for amount in by_month(programme, "Sofija")] == months
    assert by_month(programme, "Olena") == by_month(programme, "Sofija")
    told = client.get(page(case)).content.decode()
    assert (
        "osobne nr 1, od 1.01.2027 do 28.02.2027" in told
        and "osobne nr 2, od 1.06.2027 do 31.07.2027" in told
    )
    assert "teraz wspólne" in told
    decided(programme, caseworker, head)
    assert queries.compared(loaded(programme.key)).changed == []


def test_a_month_belongs_to_one_home_and_the_last_record_can_be_taken_back(home, caseworker, head):
    _, programme, (_, sofija) = home
    live_apart(programme, [sofija], starts=DAY(2027, 1, 1), reason="x", by=caseworker)
    come_back(programme, [sofija], starts=DAY(2027, 3, 1), reason="x", by=caseworker)
    for starts in (DAY(2026, 12, 1), DAY(2027, 1, 1), DAY(2027, 2, 28)):
        with pytest.raises(ValidationError, match=r"od 01\.01\.2027 do 28\.02\.2027 jest już zapisane"):
            live_apart(programme, [sofija], starts=starts, reason="x", by=caseworker)
    live_apart(programme, [sofija], starts=DAY(2027, 5, 1), reason="x", by=caseworker)
    decided(programme, caseworker, head)
    live_together(programme, sofija, reason="omyłka", by=caseworker)
    assert by_month(programme, "Sofija")[2:7] == [ALONE, ALONE, PAIR, PAIR, Decimal("1057.77")]
    row = next(one for one in queries.compared(loaded(programme.key)).changed if one.month == DAY(2027, 6, 1))
    assert "od 1.05.2027 rodzina liczy 2\xa0osoby (dotąd 1)" in "; ".join(one.text for one in row.reasons)


def test_from_one_home_to_the_next_the_months_of_the_first_stay(home, caseworker):
    case, programme, (_, sofija) = home
    change = born(case, caseworker, status=REFUGEE)
    changes.confirm(proposal(change, "coverage"), chosen="covered", by=caseworker)
    marko = change.person
    live_apart(programme, [sofija, marko], starts=DAY(2027, 1, 1), reason="x", by=caseworker)
    live_apart(programme, [marko], starts=DAY(2027, 3, 1), reason="x", by=caseworker)
    assert due(programme, DAY(2027, 2, 1)) == {"Olena": ALONE, "Sofija": PAIR, "Marko": PAIR}
    assert due(programme, DAY(2027, 3, 1)) == {"Olena": ALONE, "Sofija": ALONE, "Marko": ALONE}


def test_whose_aid_was_ended_by_mistake_is_covered_on_without_a_break(client, home, caseworker):
    case, programme, (_, sofija) = home
    leave(programme, sofija, ends=DAY(2026, 12, 31), reason="pomyłka", by=caseworker)
    assert due(programme, DAY(2027, 1, 1)) == {"Olena": ALONE, "Sofija": None}
    client.force_login(caseworker)
    typed = {"person": sofija.pk, "starts": "2027-02-01", "reason": "nie odeszła", "zapisz": "1"}
    answer = client.post(page(case, "dolacza/"), typed)
    assert "Objąć ją dalej można od 1.01.2027" in answer.content.decode().replace("01.01.2027", "1.01.2027")
    assert client.post(page(case, "dolacza/"), typed | {"starts": "2027-01-01"}).status_code == 302
    assert coverage(case, sofija) == (True, None, None)
    assert due(programme, DAY(2027, 1, 1)) == {"Olena": PAIR, "Sofija": PAIR}
    with pytest.raises(ValidationError, match="program obejmuje już tę osobę"):
        join(programme, sofija, relation="child", starts=DAY(2027, 1, 1), reason="x", by=caseworker)
