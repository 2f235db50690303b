"""Certificates and letters: proposed from the case, issued once, frozen, by the office's own template."""

import datetime
import io
from decimal import Decimal

import docx
import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from kladka.casework.cases.models import Event
from kladka.casework.correspondence import actions, queries
from kladka.casework.correspondence.models import CaseLetter
from kladka.casework.correspondence.wording import paid_text
from kladka.casework.letters import actions as templates
from kladka.casework.letters.models import OfficeTemplate, TemplateUse
from kladka.casework.rights.actions import restrict
from kladka.documents import polish
from kladka.documents.document import DOCX, PDF, Document
from kladka.journal.models import Entry
from tests.casework.programmes.build import OLENA, SOFIJA, running, withheld
from tests.documents.reading import docx_words, one_line, pdf_words
from tests.documents.test_docx import own_template


@pytest.fixture
def case(centre, caseworker, head):
    return running(centre, caseworker, head, OLENA, SOFIJA).case


def own(centre, head, *paragraphs, kind="case_letter", title=""):
    file = {"name": "wzor.docx", "content": own_template(*paragraphs), "title": title}
    made = templates.add(centre, kind, by=head, **file)
    templates.put_into_use(made, by=head)
    return made


def certificate(case, by, **changes):
    person = queries.people_of(case)[0]
    about = queries.proposed(case, "participation", person) | {"person": person} | changes
    return actions.prepare(case, kind="participation", by=by, **about)


def test_a_certificate_says_who_what_programme_and_by_which_decision(client, case, caseworker):
    client.force_login(caseworker)
    person = queries.people_of(case)[0]
    page = reverse("case-letter-new", args=[case.key, "participation", person.key])
    form = client.get(page).context["form"]
    said = {"title": form["title"].value(), "text": form["text"].value(), "purpose": "przedłożenie w szkole"}
    letter_page = client.post(page, said)["Location"]
    client.post(f"{letter_page}wydaj/")
    letter = CaseLetter.objects.get()
    words = pdf_words(Document.of("x", PDF, client.get(f"{letter_page}pismo.pdf").content))
    programme, decision = case.programmes.get(), case.decisions.get()
    for fact in (
        letter.number, "ZAŚWIADCZENIE", f"obejmuje: {person.full_name}, ur. {polish.day(person.born)}",
        f"od {polish.day(programme.starts)}", f"r., na podstawie decyzji nr {decision.number}",
        "przedłożenie w szkole.",
    ):  # fmt: skip
        assert fact in words
    word = docx_words(Document.of("x", DOCX, client.get(f"{letter_page}pismo.docx").content))
    assert all(fact in word for fact in (letter.number, decision.number, person.full_name))
    assert Event.objects.filter(case=case, title__startswith="Wydano: Zaświadczenie").count() == 1
    assert Entry.objects.get(act="letter.issued").details["template"] == 0


def test_an_issued_letter_never_changes_and_keeps_its_template(client, centre, case, caseworker, head):
    first = own(centre, head, "Wersja pierwsza {{ number }} {{ family[1].name }}", kind="certificate")
    letter = actions.issue(certificate(case, caseworker), by=caseworker)
    own(centre, head, "Wersja druga", kind="certificate")
    client.force_login(caseworker)
    saved = client.get(reverse("case-letter-file", args=[case.key, letter.key, "docx"])).content
    sofija = queries.people_of(case)[1].full_name
    assert docx.Document(io.BytesIO(saved)).paragraphs[0].text == f"Wersja pierwsza {letter.number} {sofija}"
    use = TemplateUse.objects.get(letter_key=letter.key)
    assert (use.template, Entry.objects.get(act="letter.issued").details["template"]) == (first, 1)
    with pytest.raises(ValidationError):
        actions.change(letter, title="x", text="x", person=None, addressee="", purpose="", by=caseworker)
    with pytest.raises(ValidationError):
        actions.issue(letter, by=caseworker)


def test_a_letter_of_the_office_stands_in_every_case_under_its_name(client, centre, case, caseworker, head):
    own(
        centre,
        head,
        "Prosimy o przyjęcie: {{ family[1].name }}, program do {{ ends }}",
        title="Pismo do szkoły",
    )
    client.force_login(caseworker)
    page = reverse("case-letters", args=[case.key])
    assert "Pismo do szkoły" in client.get(page).content.decode()
    template = OfficeTemplate.objects.get()
    new = reverse("case-letter-new", args=[case.key, "letter", template.key])
    made = client.post(new, {"title": "Pismo do szkoły", "addressee": "SP 1", "text": "", "person": ""})
    client.post(f"{made['Location']}wydaj/")
    saved = client.get(f"{made['Location']}pismo.docx").content
    words = docx_words(Document.of("x", DOCX, saved))
    people, ends = queries.people_of(case), case.programmes.get().ends
    assert words == f"Prosimy o przyjęcie: {people[1].full_name}, program do {polish.day(ends)}"
    assert client.get(f"{made['Location']}pismo.pdf").status_code == 404


def test_two_letters_of_the_office_do_not_replace_each_other(centre, head):
    own(centre, head, "a", title="Do szkoły")
    own(centre, head, "b", title="Do gminy")
    own(centre, head, "c", title="Do gminy")
    used = OfficeTemplate.objects.filter(state="active").order_by("title")
    assert list(used.values_list("title", "version")) == [("Do gminy", 2), ("Do szkoły", 1)]


def test_a_certificate_of_what_was_paid_adds_up_the_months():
    november, december = (
        (datetime.date(2026, 11, 1), Decimal("950.50")),
        (datetime.date(2026, 12, 1), Decimal(100)),
    )
    assert one_line(paid_text([november, december])).startswith(
        "Wypłacono: listopad 2026 – 950,50 zł; grudzień 2026 – 100,00 zł. Razem 1 050,50 zł (słownie: "
    )


def test_a_voided_letter_stays_with_its_reason_and_nothing_leaves_a_restricted_case(
    client, case, caseworker, head
):
    letter = actions.issue(certificate(case, caseworker), by=caseworker)
    client.force_login(caseworker)
    page = letter.get_absolute_url()
    assert client.post(f"{page}uniewaznij/", {"reason": ""}).status_code == 422
    client.post(f"{page}uniewaznij/", {"reason": "Błąd w nazwisku"})
    shown = client.get(page).content.decode()
    assert "unieważnione" in shown and "Błąd w nazwisku" in shown
    restrict(case, reason="x", starts=timezone.localdate(), by=head)
    assert client.get(f"{page}pismo.docx").status_code == 409
    with pytest.raises(ValidationError):
        actions.issue(certificate(case, caseworker), by=caseworker)


def test_a_certificate_is_due_in_seven_days_from_the_request_and_its_refusal_ends_the_term(
    client, case, caseworker
):
    client.force_login(caseworker)
    person, today = queries.people_of(case)[0], timezone.localdate()
    page = reverse("case-letter-new", args=[case.key, "refusal", person.key])
    begun = client.get(page).context["form"]
    said = {name: begun[name].value() for name in ("title", "text")} | {"requested_on": today.isoformat()}
    made = client.post(page, said)["Location"]
    term = case.deadlines.get(kind="certificate")
    assert term.raw_day == today + datetime.timedelta(7) and term.provision.startswith("KPA art. 217 § 3")
    client.post(f"{made}wydaj/")
    assert CaseLetter.objects.get().number == ""  # places to fill in are left
    text = said["text"].replace("[uzupełnij]", "organ nie prowadzi takiej ewidencji.")
    client.post(f"{made}zmien/", said | {"text": text})
    client.post(f"{made}wydaj/")
    words = pdf_words(Document.of("x", PDF, client.get(f"{made}pismo.pdf").content))
    assert all(one in words for one in ("POSTANOWIENIE", "art. 219", "w terminie 7 dni", person.full_name))
    term.refresh_from_db()
    assert term.done_on == today


def test_the_family_is_told_that_time_withheld_does_not_lengthen_the_aid(client, case, caseworker, head):
    programme = case.programmes.get()
    days = {"starts": datetime.date(2026, 12, 1), "ends": datetime.date(2026, 12, 9)}
    taken = withheld(programme, caseworker, head, **days)
    client.force_login(caseworker)
    built_in = ("bez-przedluzenia", "wezwanie")
    new = [reverse("case-letter-new", args=[case.key, "letter", one]) for one in built_in]
    told, asked = (one_line(client.get(page).context["form"]["text"].value()) for page in new)
    for fact in (
        taken.decision.number,
        polish.day(programme.ends),
        "art. 95",
        "nie przedłuża",
        "12 miesięcy",
    ):
        assert one_line(fact) in told
    assert "art. 64 § 2" in asked
