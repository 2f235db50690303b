"""What the letters say: order, sums, what is left out, and the words of the statute."""

from decimal import Decimal

from kladka.documents import wording
from kladka.documents.document import Document, file_name
from kladka.documents.parts import Office, Party
from tests.documents import examples


def test_a_decision_reads_basis_then_verb_then_what_is_decided():
    data = examples.decision().as_data()
    assert data["basis"].endswith(
        "po rozpatrzeniu wniosku złożonego w dniu 3 listopada 2026 r. przez: Olena Kowalczuk,"
    )
    assert (data["verb"], data["resolution"].split(" w okresie ")[0]) == (
        "przyznaję",
        "pomoc dla cudzoziemca w ramach indywidualnego programu integracji",
    )


def test_a_refusal_has_no_table_and_its_instruction_says_nothing_of_early_execution():
    data = examples.refusal().as_data()
    assert (data["verb"], data["amounts"]) == ("odmawiam", None)
    assert [text for text in data["notice"] if "130 § 4" in text] == []


def test_grounds_keep_the_order_facts_evidence_law_and_leave_out_what_is_empty():
    headings = [part["heading"] for part in examples.decision(evidence=()).as_data()["grounds"]]
    assert headings == ["Ustalenia faktyczne", "Podstawa prawna i jej zastosowanie"]


def test_the_instruction_names_term_body_way_waiver_and_effects():
    notice = " ".join(
        wording.appeal_notice(appeal_body="SKO w Sieradzu", office="PCPR w Łęczycy", days=14, grants=True)
    )
    for part in (
        "odwołanie do SKO w Sieradzu",
        "za pośrednictwem organu, który wydał decyzję (PCPR w Łęczycy)",
        "w terminie 14 dni od dnia doręczenia decyzji stronie",
        "zrzec się prawa do wniesienia odwołania",
        "decyzja staje się ostateczna i prawomocna (art. 127a k.p.a.)",
        "wniesienie odwołania w terminie wstrzymuje jej wykonanie",
    ):
        assert part in notice


def test_sections_of_a_programme_are_numbered_without_gaps():
    headings = list(examples.programme().as_data()["headings"].values())
    assert [heading.split(".")[0] for heading in headings] == [str(n) for n in range(1, len(headings) + 1)]
    assert headings[3:6] == [
        "4. Pozostałe formy pomocy",
        "5. Zobowiązania Centrum",
        "6. Zobowiązania Cudzoziemca",
    ]


def test_a_statement_of_costs_adds_cash_and_health_by_month():
    data = examples.cost_statement().as_data()
    assert (data["months"][0]["total"], data["cash_total"], data["health_total"], data["total"]) == (
        "4\u00a0242,44",
        "45\u00a0600,00",
        "5\u00a0309,28",
        "50\u00a0909,28",
    )


def test_a_list_counts_its_payments_and_says_why_a_line_is_missing():
    data = examples.payment_list().as_data()
    assert (data["count"], data["total"], data["not_paid"][0]["reason"]) == (
        "2 wypłaty",
        "2\u00a0850,00",
        "wstrzymanie od 1 do 30 grudnia 2026 r., art. 95 ust. 1 pkt 1 ustawy",
    )


def test_a_name_in_its_own_script_tells_its_language():
    languages = [
        Party(name="X", original=name).as_data()["language"] for name in ("أحمد", "Олена", "Đặng", "")
    ]
    assert languages == ["ar", "uk", "", ""]


def test_a_name_that_is_latin_anyway_is_not_said_twice():
    assert Party(name="Józef", original="Józef").as_data()["original"] == ""


def test_an_office_may_have_its_own_clause_on_personal_data():
    office = examples.OFFICE
    own = type(office)(
        centre=office.centre, authority="", address="", town="Łęczyca", privacy=("Klauzula własna.",)
    )
    assert own.privacy_clause() == ["Klauzula własna."]


def test_the_names_of_files_are_plain_on_every_disk():
    assert file_name("Lista wypłat", "LW/2026/12", "") == "Lista-wyplat-LW-2026-12"
    assert file_name("../..") == "dokument"


def test_a_document_knows_its_fingerprint():
    assert Document.of("a.txt", "text/plain", b"abc").sha256 == (
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    )


def test_totals_are_exact():
    total = sum((line.total for line in examples.amounts()), Decimal(0))
    assert examples.decision().as_data()["amounts"]["words"].startswith("czterdzieści pięć tysięcy sześćset")
    assert total == Decimal("45600.00")


def test_the_clause_names_the_inspector_and_the_period_when_the_centre_has_written_them_down():
    office = Office(
        centre="PCPR",
        authority="",
        address="ul. Lipowa 4",
        town="Brzozów",
        inspector="Anna Testowa, iod@x.test",
        retention="10 lat od końca roku, w którym sprawa się zakończyła",
    )
    clause = " ".join(office.privacy_clause())
    assert "Inspektor ochrony danych: Anna Testowa, iod@x.test." in clause
    assert "przechowuje się przez 10 lat od końca roku" in clause
