"""Pages of needs: one domain on one screen, the table, the radar, the file, flags apart, urgency on lists."""

import io
import xml.etree.ElementTree as ET

import openpyxl
import pytest

from kladka.accounts.models import Membership
from kladka.casework.cases.models import Deadline
from kladka.casework.needs import actions, flag_actions
from kladka.casework.needs.models import Need, Rating, RedFlag, Wave
from kladka.casework.programmes.models import Programme
from kladka.journal.models import Entry
from kladka.journal.queries import looks_at
from tests.casework.access.build import partner, shared
from tests.casework.programmes.build import running
from tests.conftest import JOURNAL, gave_reason, make_user

from .build import DAY, family, people_of, rate, today, waves

Role = Membership.Role


@pytest.fixture
def case(centre, caseworker):
    return family(centre, caseworker)


@pytest.fixture
def worker(client, caseworker):
    client.force_login(caseworker)
    return client


def text(answer):
    assert answer.status_code == 200
    return answer.content.decode()


def assessed(case, by):
    """Two waves of a family with one adult, the second better in some domains."""
    planned, olena = waves(case, by), people_of(case)[0]
    for kind, housing, work, own in (("start", 2, 2, 4), ("half", 4, 3, 3)):
        rate(planned[kind], "housing", housing, by=by)
        rate(planned[kind], "work", work, person=olena, by=by)
        rate(planned[kind], "work", own, person=olena, rater="person", by=by)
        rate(planned[kind], "language", 3, person=olena, by=by)
    return planned


def test_an_assessment_goes_domain_by_domain_and_keeps_each(worker, case):
    begun = worker.post(f"/sprawy/{case.key}/potrzeby/poczatek/")["Location"]
    wave, olena = Wave.objects.get(), people_of(case)[0]
    first = f"{begun}rodzina/money/"
    assert "Rodzina głoduje albo trwa egzekucja." in text(worker.get(first))
    next_one = worker.post(first, {"anchor": "2", "evidence": "Chleb na kredyt", "own": "3"})["Location"]
    assert next_one == f"{begun}rodzina/housing/"
    last = worker.post(f"{begun}{olena.key}/social/", {"anchor": "refused"})["Location"]
    assert last == begun
    kept = {(r.domain, r.rater): (r.answer, r.value, r.anchor) for r in Rating.objects.filter(wave=wave)}
    assert kept == {
        ("money", "worker"): ("rated", 2, 2),
        ("money", "person"): ("rated", 3, None),
        ("social", "worker"): ("refused", None, None),
        ("social", "person"): ("not_asked", None, None),
    }
    again = text(worker.get(first))
    assert "Chleb na kredyt" in again
    assert again.count(" checked") == 2


def test_another_value_without_a_reason_keeps_nothing_and_shows_what_was_typed(worker, case):
    begun = worker.post(f"/sprawy/{case.key}/potrzeby/poczatek/")["Location"]
    address = f"{begun}rodzina/housing/"
    answer = worker.post(address, {"anchor": "2", "other": "4", "evidence": "Umowa podpisana"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "zapisz, dlaczego" in page
    assert "Umowa podpisana" in page
    assert Rating.objects.count() == 0
    assert (
        worker.post(address, {"anchor": "2", "other": "4", "reason": "Przeprowadzka jutro"}).status_code
        == 302
    )
    assert Rating.objects.get(rater="worker").value == 4


def test_what_is_typed_survives_a_closed_tab(worker, case):
    begun = worker.post(f"/sprawy/{case.key}/potrzeby/poczatek/")["Location"]
    wave = Wave.objects.get()
    name = f"need-rate:{case.key}:{wave.key}:rodzina:money"
    assert f"/szkic/{name}/" in text(worker.get(f"{begun}rodzina/money/"))
    worker.post(f"/szkic/{name}/", {"anchor": "3", "evidence": "Połowa zdania"})
    assert "Połowa zdania" in text(worker.get(f"{begun}rodzina/money/"))


def test_the_table_shows_both_raters_the_gap_and_the_change(worker, case, caseworker):
    assessed(case, caseworker)
    page = text(worker.get(f"/sprawy/{case.key}/potrzeby/"))
    assert page.count("do rozmowy</span>") == 1
    assert "poprawa o 2" in page
    assert page.count("bez pewnej zmiany") == 2
    assert "suma" not in page.lower().replace("się nie sumuje", "")


def test_the_radar_is_an_image_with_a_title_a_description_and_the_same_figures_as_a_table(
    worker, case, caseworker
):
    assessed(case, caseworker)
    page = text(worker.get(f"/sprawy/{case.key}/potrzeby/"))
    figure = page[page.index('<figure class="radar') : page.index("</figure>") + 9]
    svg = ET.fromstring(figure[figure.index("<svg") : figure.index("</svg>") + 6])
    assert svg.get("role") == "img"
    named = {one.get("id"): one.text for one in svg if one.tag in ("title", "desc")}
    assert set(svg.get("aria-labelledby").split()) == set(named)
    assert named["radar-title"] == "Potrzeby: Olena Kowalczuk"
    assert "początek programu: Mieszkanie 2 (utknięcie)" in named["radar-desc"]
    points = [len(group.findall("circle")) for group in svg.iter("g")]
    table = ET.fromstring(figure[figure.index("<table") : figure.index("</table>") + 8])
    cells = [[cell.text for cell in row] for row in table.iter("tr")][1:]
    assert ["Mieszkanie", "2", "4", "—"] in cells
    assert ["Praca", "2", "3", "3"] in cells
    assert ["Żywność, dochód, długi", "—", "—", "—"] in cells
    assert points == [sum(row[at] != "—" for row in cells) for at in (1, 2, 3)] == [3, 3, 1]


def test_the_radar_draws_the_first_the_former_and_the_newest_wave_and_what_the_person_said(
    worker, case, caseworker
):
    planned = assessed(case, caseworker)
    rate(planned["exit"], "housing", 5, by=caseworker)
    rate(planned["after_half"], "housing", 3, by=caseworker)
    rate(planned["after_half"], "work", 5, person=people_of(case)[0], rater="person", by=caseworker)
    radar = worker.get(f"/sprawy/{case.key}/potrzeby/").context["radar"]
    assert [(one.name, one.look) for one in radar.series] == [
        ("początek programu", "first"),
        ("zakończenie programu", "before"),
        ("6 miesięcy po programie", "now"),
        ("6 miesięcy po programie, zdaniem osoby", "told"),
    ]
    assert dict(radar.rows)["Mieszkanie"] == (2, 5, 3, None)
    assert dict(radar.rows)["Praca"] == (2, None, None, 5)


def test_a_restricted_domain_is_hidden_from_who_may_not_read_flags(client, case, caseworker, centre):
    wave = waves(case, caseworker)["start"]
    rate(wave, "safety", 1, person=people_of(case)[0], evidence="Kanarek", by=caseworker)
    coordinator = make_user("Koordynatorka", "k@tu.test", centre, Role.COORDINATOR)
    for user, seen in ((caseworker, True), (coordinator, False)):
        client.force_login(user)
        page = text(client.get(f"/sprawy/{case.key}/potrzeby/"))
        assert ("widzą osoby, które widzą czerwone flagi" in page) is not seen
        assert ("/potrzeby/flagi/" in page) is seen
        page = text(client.get(f"/sprawy/{case.key}/potrzeby/fala/{wave.key}/"))
        assert ("Bezpieczeństwo" in page) is seen
        book = openpyxl.load_workbook(
            io.BytesIO(client.get(f"/sprawy/{case.key}/potrzeby/ocena.xlsx").content)
        )
        domains = [row[3].value for row in book.active.iter_rows(min_row=2)]
        assert ("Bezpieczeństwo" in domains) is seen


def test_the_file_holds_every_rating_of_every_wave(worker, case, caseworker):
    assessed(case, caseworker)
    book = openpyxl.load_workbook(io.BytesIO(worker.get(f"/sprawy/{case.key}/potrzeby/ocena.xlsx").content))
    rows = [[cell.value for cell in row] for row in book.active.iter_rows(min_row=2)]
    work = [row for row in rows if row[3] == "Praca"]
    assert [(row[0], row[4], row[5], row[6]) for row in work] == [
        ("początek programu", 2, 4, "do rozmowy"), ("po 6 miesiącach", 3, 3, None),
    ]  # fmt: skip


def test_a_proposed_task_becomes_a_deadline_only_when_somebody_takes_it(worker, case, caseworker):
    wave = waves(case, caseworker)["start"]
    rate(wave, "housing", 2, by=caseworker)
    assert not Deadline.objects.filter(kind="need_task").exists()
    page = text(worker.get(f"/sprawy/{case.key}/potrzeby/fala/{wave.key}/"))
    assert "Wpisz rodzinę do kolejki na mieszkanie" in page
    address = f"/sprawy/{case.key}/potrzeby/fala/{wave.key}/rodzina/housing/zadanie/1/"
    assert worker.post(address).status_code == 302
    task = Deadline.objects.get(kind="need_task")
    assert (task.day, task.provision) == (today() + 7 * DAY, "ups art. 93 ust. 1 pkt 1 lit. c")
    assert worker.post(f"/sprawy/{case.key}/termin/{task.pk}/").status_code == 302
    assert Deadline.objects.get(pk=task.pk).done_on == today()


def test_a_need_is_opened_and_closed_as_unmet_with_its_cause(worker, case):
    address = f"/sprawy/{case.key}/potrzeby/"
    told = {"domain": "language", "text": "Kurs A1 wieczorem", "on": str(today()), "person": ""}
    assert worker.post(f"{address}nowa/", told).status_code == 302
    need = Need.objects.get()
    closing = {"outcome": "unmet", "reason": "Najbliższy kurs 40 km stąd", "on": str(today())}
    assert worker.post(f"{address}zamknij/{need.key}/", closing).status_code == 422
    assert worker.post(f"{address}zamknij/{need.key}/", closing | {"cause": "no_service"}).status_code == 302
    assert "nie ma takiej usługi" in text(worker.get(address))


def test_a_flag_is_raised_worked_on_and_closed_on_its_own_pages(worker, case, caseworker):
    address = f"/sprawy/{case.key}/potrzeby/flagi/"
    told = {"kind": "trafficking", "facts": "Oddaje cały zarobek", "on": str(today()), "person": ""}
    page = worker.post(address, told)["Location"]
    shown = text(worker.get(page))
    assert "KCIK dla ofiar handlu ludźmi" in shown
    flag = RedFlag.objects.get()
    task = flag.tasks.first()
    done = {f"{task.key}-on": str(today()), f"{task.key}-note": "Rozmowa z konsultantką"}
    assert worker.post(f"{page}zadanie/{task.key}/", done).status_code == 302
    assert worker.post(f"{page}zamknij/", {"on": str(today()), "reason": ""}).status_code == 422
    assert worker.post(f"{page}zamknij/", {"on": str(today()), "reason": "KCIK prowadzi"}).status_code == 302
    assert "zamknięta" in text(worker.get(address))
    read = Entry.objects.filter(act="red_flag.read", actor=caseworker)
    assert read.filter(subject_key=flag.key).count() == 3


def test_the_looks_of_the_case_do_not_tell_that_there_is_a_flag(worker, case, caseworker):
    flag = flag_actions.raise_flag(case, "suicidality", facts="x", on=today(), by=caseworker)
    worker.get(f"/sprawy/{case.key}/potrzeby/flagi/{flag.key}/")
    worker.get("/")
    rows = looks_at([case.key, *(one.key for one in people_of(case))])
    assert "case.read" in {row["act"] for row in rows}
    assert not any("flag" in row["act"] for row in rows)
    assert "flag" not in text(worker.get(f"/sprawy/{case.key}/wglady/")).lower()


def canaries(client, case):
    """Every page of the case and the lists, as this user is answered."""
    tails = ["", "potrzeby/", "wglady/", "dane/", "wniosek/", "potrzeby/flagi/"]
    pages = ["/", "/?czyje=wszystkie", "/sprawy/", "/sprawy/?kolejnosc=pilnosc", "/sprawy/lista.xlsx"]
    pages += [f"/sprawy/{case.key}/{tail}" for tail in tails]
    return [(page, client.get(page).content.decode(errors="replace")) for page in pages]


@pytest.mark.parametrize("role", [Role.CASEWORKER, Role.ACCOUNTANT, Role.COORDINATOR])
def test_nobody_else_in_the_centre_learns_of_a_flag(client, centre, case, caseworker, role):
    other = make_user("Ktoś Inny", "inny@tu.test", centre, role)
    flag_actions.raise_flag(case, "domestic_violence", facts="Kanarek", on=today(), by=caseworker)
    gave_reason(other, case)
    client.force_login(other)
    for page, shown in canaries(client, case):
        for word in ("Kanarek", "przemoc domowa", "Niebieska", "czerwona flaga"):
            assert (page, word in shown) == (page, False)
    assert client.get(f"/sprawy/{case.key}/potrzeby/flagi/").status_code == 403
    listed = text(client.get("/sprawy/?kolejnosc=pilnosc"))
    assert ">T1</span>" in listed
    assert "pilne</span>" in listed


def test_a_partner_with_the_widest_share_sees_no_needs_and_no_flags(client, case, caseworker):
    wave = waves(case, caseworker)["start"]
    rate(wave, "housing", 1, evidence="Kanarek w domu", by=caseworker)
    flag_actions.raise_flag(case, "begging", facts="Kanarek na ulicy", on=today(), by=caseworker)
    share = shared(case, caseworker, shows_contact=True, shows_needs=True, shows_programme=True)
    client.force_login(partner())
    assert "Kanarek" not in text(client.get(share.get_absolute_url()))
    assert client.get(f"/sprawy/{case.key}/potrzeby/").status_code == 404


def test_the_worker_and_the_head_see_why_a_case_is_urgent_and_its_tasks_today(client, case, caseworker, head):
    flag_actions.raise_flag(case, "child_without_guardian", facts="x", on=today(), by=caseworker)
    for user in (caseworker, head):
        client.force_login(user)
        assert "czerwona flaga" in text(client.get("/sprawy/?kolejnosc=pilnosc"))
        page = text(client.get("/?czyje=wszystkie"))
        assert "Zawiadom sąd opiekuńczy o dziecku bez opiekuna" in page
        assert "Najpilniejsze sprawy" in page


def test_a_reason_for_urgency_is_given_to_each_by_what_they_may_know(client, centre, case, caseworker):
    wave, olena = waves(case, caseworker)["start"], people_of(case)[0]
    Deadline.objects.all().delete()
    type(case).objects.update(due_on="9999-12-31")
    rate(wave, "health", 2, person=olena, by=caseworker)
    said = {}
    for role in (Role.COORDINATOR, Role.ACCOUNTANT):
        client.force_login(make_user(role, f"{role}@tu.test", centre, role))
        page = text(client.get("/sprawy/"))
        said[role] = ("niska ocena: zdrowie" in page, "niska ocena potrzeb" in page)
    client.force_login(caseworker)
    assert "niska ocena: zdrowie" in text(client.get("/sprawy/"))
    assert said == {Role.COORDINATOR: (True, False), Role.ACCOUNTANT: (False, True)}


def test_pages_ask_few_queries_however_much_there_is(
    client, centre, caseworker, head, django_assert_max_num_queries
):
    case = family(centre, caseworker)
    assessed(case, caseworker)
    for number in range(12):
        actions.open_need(case, "work", text=f"Potrzeba {number}", on=today(), by=caseworker)
    for kind in ("begging", "trafficking", "suicidality"):
        flag_actions.raise_flag(case, kind, facts="x", on=today(), by=caseworker)
    for user, address, most in (
        (caseworker, f"/sprawy/{case.key}/potrzeby/", 10),
        (caseworker, f"/sprawy/{case.key}/potrzeby/fala/{case.waves.get(kind='half').key}/", 9),
        (caseworker, "/sprawy/?kolejnosc=pilnosc", 9),
        (head, "/sprawy/?kolejnosc=pilnosc", 9),
        (caseworker, "/", 12),  # two of them are for decisions about changes and monitoring
    ):
        client.force_login(user)
        with django_assert_max_num_queries(most + JOURNAL):
            assert client.get(address).status_code == 200


def test_a_programme_that_starts_plans_its_assessments(centre, caseworker, head):
    programme = running(centre, caseworker, head)
    assert Programme.objects.get(pk=programme.pk).state == "running"
    kinds = list(programme.case.waves.order_by("planned_on").values_list("kind", flat=True))
    assert kinds == ["start", "half", "exit", "after_half", "after_year"]
