"""Wezwanie: the person explains first; only then somebody judges, and nothing is ever withheld by itself."""

import datetime
from decimal import Decimal

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, transaction
from django.utils import timezone

from kladka.casework.decisions.actions import submit
from kladka.casework.issuing.actions import issue
from kladka.casework.monitoring import notice_actions as acts
from kladka.casework.monitoring.chain import chain_of
from kladka.casework.monitoring.course_actions import record_attendance
from kladka.casework.monitoring.missed import missed_duties
from kladka.casework.monitoring.models import DutyNotice
from kladka.casework.programmes import actions as programmes
from kladka.casework.programmes import agreement_actions
from kladka.casework.programmes.agreement import ProofKind
from kladka.casework.programmes.models import Withholding
from kladka.casework.programmes.queries import loaded
from kladka.documents.document import DOCX, PDF, Document
from kladka.documents.notices import sentences
from kladka.documents.polish import short_day
from tests.casework.cases.test_contacts import last_time
from tests.casework.programmes.build import ISSUED_ON, SENT_ON, accept, agree, drafted, running
from tests.conftest import Browser
from tests.documents.reading import docx_words, one_line, pdf_words

from .build import drafted_notice, on_a_course

NOVEMBER, LATER = datetime.date(2026, 11, 1), datetime.date(2027, 1, 25)


@pytest.fixture
def programme(centre, caseworker, head):
    return running(centre, caseworker, head)


@pytest.fixture
def person(programme):
    return programme.application.people.get().person


def sent(programme, person, by, **changes):
    notice = drafted_notice(programme, person, by, **changes)
    return acts.send_notice(notice, on=datetime.date(2026, 11, 20), by=by)


def test_missed_duties_carry_the_facts_of_days_contacts_and_hours(programme, person, caseworker):
    enrolment = on_a_course(programme.case, caseworker)[0]
    hours = (enrolment.key, datetime.date(2026, 12, 1), None, Decimal(20), Decimal(5), Decimal(4))
    record_attendance(enrolment.course, [hours], source="worker", by=caseworker)
    found = {one.duty: one.facts for one in missed_duties(loaded(programme.key), LATER)}
    assert found["polish_course"].endswith(
        "obecność 31% (grudzień 2026: 5 z 20 godz., usprawiedliwiono 4). Nieusprawiedliwione: 11 godzin."
    )
    assert found["contact"] == "Kontakty z realizatorem – grudzień 2026: 0 z 2; listopad 2026: 0 z 2."
    duty = next(one for one in programme.obligations.all() if one.code == "labour_office")
    assert found["labour_office"] == (
        f"Zobowiązanie: {duty.text}. Termin wykonania upłynął {short_day(duty.due_on)}. "
        f"Brakuje dowodu: {ProofKind.LABOUR_OFFICE.label}."
    )


def test_a_notice_asks_first_in_two_languages_and_prints_the_same_in_both_formats(
    client, programme, person, caseworker
):
    notice = sent(programme, person, caseworker)
    assert notice.number.endswith("WW.1.2026")
    client.force_login(caseworker)
    at = f"/sprawy/{programme.case.key}/wezwania/{notice.key}/wezwanie"
    words = one_line(pdf_words(Document.of("x", PDF, client.get(f"{at}.pdf").content)))
    said = docx_words(Document.of("x", DOCX, client.get(f"{at}.docx").content))
    for sentence in ("1 z 2 kontaktów.", "To pismo nie jest decyzją.", "Цей лист не є рішенням."):
        assert sentence in words
        assert sentence in said


def test_nobody_judges_before_the_answer_or_the_end_of_the_term(programme, person, caseworker):
    notice = sent(programme, person, caseworker)
    day = datetime.date(2026, 11, 21)
    judged = {"outcome": "not_excused", "reason": "x", "by": caseworker}
    with pytest.raises(ValidationError, match="na innym etapie"):
        acts.judge_notice(notice, on=day, **judged)
    notice = acts.record_delivery(notice, on=day, by=caseworker)
    assert notice.day == datetime.date(2026, 12, 7)  # 14 days end on a Saturday
    with pytest.raises(ValidationError, match="Najpierw wyjaśnienie osoby albo upływ terminu"):
        acts.judge_notice(notice, on=notice.day, **judged)
    term = programme.case.deadlines.get(kind=acts.DEADLINE)
    assert (term.day, term.done_on) == (notice.day, None)
    acts.judge_notice(notice, on=datetime.date(2026, 12, 8), **judged)
    term.refresh_from_db()
    assert term.done_on == datetime.date(2026, 12, 8)
    assert not Withholding.objects.exists()


def test_the_way_of_a_notice_through_the_pages_ends_at_the_form_of_withholding(
    client, programme, person, caseworker
):
    client.force_login(caseworker)
    base = f"/sprawy/{programme.case.key}/wezwania/"
    page = client.get(f"{base}nowe/{person.key}/contact/").content.decode()
    assert "Co ustalono" in page
    at = client.post(f"{base}nowe/{person.key}/contact/", {"facts": "Nie przyszła.", "days": 14}).url
    today = timezone.localdate().isoformat()
    assert client.post(f"{at}wyslij/", {"on": today}).url == at
    client.post(f"{at}doreczenie/", {"on": today})
    assert client.post(f"{at}ocena/", {"on": today, "outcome": "excused", "reason": "x"}).status_code == 422
    client.post(f"{at}wyjasnienie/", {"on": today, "answer": "Byłam u lekarza."})
    page = client.get(at).content.decode()
    assert ("Byłam u lekarza." in page, "Przygotuj wstrzymanie" in page) == (True, False)
    client.post(f"{at}ocena/", {"on": today, "outcome": "not_excused", "reason": "Trzeci raz."})
    assert "Przygotuj wstrzymanie z tymi ustaleniami" in client.get(at).content.decode()
    assert not Withholding.objects.exists()


def test_an_excused_absence_offers_no_withholding(client, programme, person, caseworker):
    notice = sent(programme, person, caseworker)
    day = datetime.date(2026, 11, 21)
    acts.record_answer(notice, on=day, answer="Choroba dziecka", by=caseworker)
    acts.judge_notice(notice, outcome="excused", reason="Zaświadczenie", on=day, by=caseworker)
    client.force_login(caseworker)
    page = client.get(f"/sprawy/{programme.case.key}/wezwania/{notice.key}/").content.decode()
    assert ("usprawiedliwione" in page, "wstrzymaj/?" in page) == (True, False)


def test_a_notice_that_went_out_is_kept_and_a_draft_may_be_dropped(programme, person, caseworker):
    notice = sent(programme, person, caseworker)
    for change in ({"days": 3}, {"number": "x"}):
        with pytest.raises(DatabaseError, match="Wysłanego wezwania"), transaction.atomic():
            DutyNotice.objects.filter(pk=notice.pk).update(**change)
    with pytest.raises(ValidationError):
        acts.drop_notice(notice, by=caseworker)
    acts.drop_notice(drafted_notice(programme, person, caseworker), by=caseworker)
    assert list(DutyNotice.objects.all()) == [notice]


@pytest.mark.parametrize("tag", ["uk", "ru", "be", "en", "ar"])
def test_every_language_says_every_sentence_with_the_term(tag):
    assert sentences(tag).keys() == sentences("pl").keys()
    assert "{days}" in sentences(tag)["ask"]


def test_the_chain_joins_what_was_owed_what_proved_it_and_the_money(programme, person, caseworker):
    enrolment = on_a_course(programme.case, caseworker)[0]
    hours = (enrolment.key, NOVEMBER, None, Decimal(20), Decimal(18), Decimal(0))
    record_attendance(enrolment.course, [hours], source="worker", by=caseworker)
    for _ in range(2):
        last_time(programme.case, caseworker, on=datetime.date(2026, 11, 12), present=[])
    months = dict(chain_of(loaded(programme.key), LATER))
    (november,), (december,) = months[NOVEMBER], months[datetime.date(2026, 12, 1)]
    said = {proof: badge for _, badge, proof in november.duties}
    assert said["2 z 2 kontaktów"] == said["obecność 18 z 20 godz.; dowód: lista obecności"] == "green"
    assert "0 z 2 kontaktów" in {proof for _, _, proof in december.duties}
    assert (november.due_pln, november.paid_pln) == (Decimal("1679.00"), None)


TENTH = datetime.date(2026, 12, 10)
PAPERS = {"school": "zapisze córkę do szkoły", "housing": "podpisze umowę najmu"}


def paper_duties(programme, person, by):
    """Two agreed steps, each with the paper that proves it, due on 10 December."""
    steps = [
        {"owed_by": "participant", "person": person, "text": text, "proof_kind": kind, "due_on": TENTH}
        for kind, text in PAPERS.items()
    ]
    agreement_actions.add_goal(programme, theme="housing", text="Dom i szkoła", steps=steps, by=by)
    return programme


def granted(programme, worker, head):
    """The agreed programme sent, accepted and decided."""
    programmes.send_to_voivode(programme, on=SENT_ON, by=worker)
    accepted = accept(loaded(programme.key), worker)
    issue(submit(programmes.draft_grant(accepted, worker), by=worker), head, on=ISSUED_ON)
    return loaded(programme.key)


def test_enrolment_at_school_and_a_housing_contract_go_from_duty_through_notice_and_proof_to_money(
    client, centre, caseworker, head, settings, tmp_path
):
    settings.MEDIA_ROOT = tmp_path
    draft = drafted(centre, caseworker)
    person = draft.application.people.get().person
    programme = granted(agree(paper_duties(draft, person, caseworker), caseworker), caseworker, head)
    at = f"/sprawy/{programme.case.key}/"
    with time_machine.travel(LATER):
        later = Browser()
        later.force_login(caseworker)
        form = later.get(f"{at}wezwania/nowe/{person.key}/other/").context["form"]
    for kind, text in PAPERS.items():
        told = f"Zobowiązanie: {text}. Termin wykonania upłynął 10.12.2026. Brakuje dowodu: "
        assert f"{told}{ProofKind(kind).label}." in form["facts"].value()
    client.force_login(caseworker)
    duties = {one.proof_kind: one for one in programme.obligations.all() if one.proof_kind in PAPERS}
    for kind, duty in duties.items():
        page = f"{at}program/zobowiazania/{duty.pk}/dowod/"
        assert client.get(page).context["form"]["kind"].value() == kind
        typed = {"kind": kind, "outcome": "met" if kind == "school" else "not_met", "came_on": "2026-11-20"}
        scan = SimpleUploadedFile(f"{kind}.txt", b"pismo")
        assert client.post(page, typed | {"scan": scan}).status_code == 302
        assert duty.proofs.get().attachment.name == f"{kind}.txt"
    (november,) = dict(chain_of(loaded(programme.key), LATER))[NOVEMBER]
    said = {duty.text: (badge, proof) for duty, badge, proof in november.duties}
    school, housing = (said[text] for text in PAPERS.values())
    assert school == ("green", f"{ProofKind.SCHOOL.label}, 20.11.2026")
    assert housing == ("red", f"{ProofKind.HOUSING.label}, 20.11.2026: pokazuje, że nie wykonano")
    assert november.due_pln == Decimal("1679.00")
    shown = client.get(f"{at}lancuch/").content.decode()
    assert PAPERS["school"] in shown and ProofKind.SCHOOL.label in shown


def test_the_page_of_the_chain_is_for_both_sides(client, programme, caseworker):
    client.force_login(caseworker)
    page = client.get(f"/sprawy/{programme.case.key}/lancuch/")
    assert page.status_code == 200
    assert "Zobowiązanie → dowód → pieniądze" in page.content.decode()


def test_after_the_judgement_the_form_of_withholding_opens_with_duty_notice_and_explanation(
    client, programme, person, caseworker
):
    notice = acts.record_delivery(
        sent(programme, person, caseworker), on=datetime.date(2026, 11, 23), by=caseworker
    )
    on = datetime.date(2026, 11, 24)
    notice = acts.record_answer(notice, on=on, answer="Chorowało dziecko.", by=caseworker)
    acts.judge_notice(notice, outcome="not_excused", reason="Brak zaświadczenia.", on=on, by=caseworker)
    client.force_login(caseworker)
    at = f"/sprawy/{programme.case.key}/wezwania/{notice.key}/"
    assert "Przygotuj wstrzymanie z tymi ustaleniami" in client.get(at).content.decode()
    form = client.get(client.post(f"{at}wstrzymanie/")["Location"]).context["form"]
    assert (form["people"].value(), form["ground"].value()) == ([person.key], "breach_of_duties")
    facts = form["facts"].value()
    for told in ("1 z 2 kontaktów.", "doręczono 23.11.2026", "Chorowało dziecko.", "Brak zaświadczenia."):
        assert told in facts
    assert form["evidence"].value().startswith(f"wezwanie {notice.number} z 20.11.2026")
    assert not Withholding.objects.exists()
