"""Brzmienie przepisów: references, dated wordings, and the sentences on which decisions rest."""

import ast
import re
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

from kladka.law.provisions import (
    Reference,
    UnknownProvision,
    acts,
    missing,
    parse,
    provision,
    provisions,
    references,
)

LAW = Path(__file__).parents[2] / "kladka" / "law"
BEFORE, AFTER = date(2021, 5, 29), date(2021, 5, 30)
PERMIT = (
    "zezwolenia na pobyt czasowy udzielonego w związku z okolicznością, o której mowa w art. 159 ust. 1 "
    "pkt 1 lit. c lub d ustawy z dnia 12 grudnia 2013 r. o cudzoziemcach"
)
DECIDING = {
    "ups": "5 6 8 9 11 12 13 14 19 20 22 37 38 91 91a 92 93 94 95 98 100 101 102 104 105 106 106a 107 109 "
    "109a 110 112",
    "KPA": "35 36 37 39 41 42 43 44 50 54 57 58 61 63 64 65 66a 104 107 109 111 112 113 127 127a 129 130 132 "
    "133 139 141 155 162 217 218 219",
    "ustawa zdrowotna": "66 67 73 75 76a 79 81 82 86 87",
    "ustawa o dniach wolnych od pracy": "1",
    "KC": "10 25",
    "nowelizacja ups z 15.04.2021": "1 3 7 13",
}


def every_unit():
    """Every unit of every act in its newest wording."""
    for act in acts():
        yield from provisions(act.act)


@pytest.mark.parametrize(
    "written",
    [
        "ups art. 92 ust. 1 pkt 1 lit. a",
        "ups, Art. 92 ust. 1 pkt 1 lit. a",
        "art. 92 ust. 1 pkt 1 lit. a ups",
        "lit. a pkt 1 ust. 1 art. 92 ustawy o pomocy społecznej",
        "ustawa z dnia 12 marca 2004 r. o pomocy społecznej art. 92 ust. 1 pkt 1 lit. a",
        "ustawą o pomocy społecznej (t.j. Dz.U. 2024 poz. 1283), art 92 ust 1 pkt 1 lit a",
    ],
)
def test_a_reference_reads_the_same_in_either_order_and_with_any_name_of_the_act(written):
    parts = (("art.", "92"), ("ust.", "1"), ("pkt", "1"), ("lit.", "a"))
    assert parse(written) == Reference("ups", parts)


def test_a_reference_is_written_back_in_the_short_form():
    assert str(parse("§ 3 ust. 1 rozporządzenia")) == "rozporządzenie z 7.04.2015 § 3 ust. 1"
    assert parse("k.p.a. art. 57 § 3a").unit == "art. 57 § 3a"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "ustawa o pomocy społecznej, art. 92 ust. 1 pkt 1; rozporządzenie z 7.04.2015, § 3 ust. 1",
            ["ups art. 92 ust. 1 pkt 1", "rozporządzenie z 7.04.2015 § 3 ust. 1"],
        ),
        ("ups art. 91 ust. 9; art. 106 ust. 3", ["ups art. 91 ust. 9", "ups art. 106 ust. 3"]),
        ("ups art. 91 ust. 9 i 10", ["ups art. 91 ust. 9", "ups art. 91 ust. 10"]),
        (
            "ups art. 91 ust. 3; KPA art. 57 § 1 i 4",
            ["ups art. 91 ust. 3", "KPA art. 57 § 1", "KPA art. 57 § 4"],
        ),
        (
            "ups art. 95 ust. 1 pkt 1–3 i ust. 4a",
            [*(f"ups art. 95 ust. 1 pkt {n}" for n in (1, 2, 3)), "ups art. 95 ust. 4a"],
        ),
        ("ups art. 91–92", ["ups art. 91", "ups art. 91a", "ups art. 92"]),
        (
            "zgodnie z art. 106 ust. 3 ustawy o pomocy społecznej oraz § 3 ust. 2 rozporządzenia z 7.04.2015",
            ["ups art. 106 ust. 3", "rozporządzenie z 7.04.2015 § 3 ust. 2"],
        ),
        (
            "ups art. 91 ust. 11 (uchylony z dniem 30 maja 2021 r., Dz.U. 2021 poz. 803 art. 1 pkt 16)",
            ["ups art. 91 ust. 11", "nowelizacja ups z 15.04.2021 art. 1 pkt 16"],
        ),
        ("Decyzję doręczono 3 maja.", []),
    ],
)
def test_all_references_are_found_in_a_longer_text(text, expected):
    assert [str(reference) for reference in references(text)] == expected


def test_the_ban_on_spouses_of_polish_citizens_stands_until_29_may_2021():
    ban = provision("ups art. 91 ust. 11", BEFORE)
    assert (
        ban.text
        == "Pomoc dla cudzoziemca nie przysługuje cudzoziemcowi będącemu małżonkiem obywatela polskiego."
    )
    assert (ban.journal, ban.since, ban.until) == ("t.j. Dz.U. 2020 poz. 1876", None, BEFORE)
    gone = provision("ups art. 91 ust. 11", AFTER)
    assert (gone.text, gone.repealed, gone.since, gone.until) == ("(uchylony)", True, AFTER, None)


def test_pending_cases_take_the_new_wording_of_2021():
    assert provision("nowelizacja ups z 15.04.2021 art. 3").text == (
        "Do spraw wszczętych i niezakończonych przed dniem wejścia w życie niniejszej ustawy stosuje się "
        "przepisy ustawy zmienianej w art. 1, w brzmieniu nadanym niniejszą ustawą."
    )


def test_an_article_shows_only_the_units_of_its_day():
    assert "12. Pomocą dla cudzoziemca" not in provision("ups art. 91", BEFORE).text
    assert provision("ups art. 91", BEFORE).until == BEFORE
    assert "12. Pomocą dla cudzoziemca obejmuje się małoletnie dziecko" in provision("ups art. 91").text


@pytest.mark.parametrize(
    ("day", "amount"),
    [
        (date(2015, 4, 14), 1260),
        (date(2015, 10, 1), 1335),
        (date(2018, 9, 30), 1335),
        (date(2018, 10, 1), 1376),
    ],
)
def test_the_figure_of_paragraph_3_is_the_one_of_its_day(day, amount):
    assert provision("rozporządzenie § 3 ust. 1 pkt 1 lit. a", day).text == (
        f"dla osoby samotnie gospodarującej – do {amount} zł miesięcznie,"
    )


@pytest.mark.parametrize(
    ("day", "ref", "amount"),
    [
        (date(2012, 10, 1), "rozporządzenie RM z 17.07.2012", 1260),
        (date(2021, 12, 31), "rozporządzenie RM z 11.07.2018", 1376),
        (date(2022, 1, 1), "rozporządzenie RM z 14.07.2021", 1450),
        (None, "rozporządzenie RM z 12.07.2024", 1679),
    ],
)
def test_regulations_that_replace_each_other_are_found_by_their_shared_name_and_the_day(day, ref, amount):
    letter = "b" if day == date(2012, 10, 1) else "c"
    found = provision(f"rozporządzenie RM § 1 pkt 2 lit. {letter}", day)
    assert found.ref == f"{ref} § 1 pkt 2 lit. {letter}"
    assert found.text.endswith(f"– w wysokości {amount} zł,")


def test_christmas_eve_is_a_holiday_from_2025():
    eve = "24 grudnia – Wigilia Bożego Narodzenia"
    assert eve not in provision("ustawa o dniach wolnych od pracy art. 1", date(2024, 12, 24)).text
    assert eve in provision("ustawa o dniach wolnych od pracy art. 1", date(2025, 12, 24)).text
    assert provision("ustawa o dniach wolnych od pracy art. 1 pkt 1 lit. ka").since == date(2025, 2, 1)


@pytest.mark.parametrize(
    ("ref", "text"),
    [
        (
            "ups art. 91 ust. 3",
            "Pomocy dla cudzoziemca udziela się na wniosek cudzoziemca złożony do starosty, za pośrednictwem "
            "powiatowego centrum pomocy rodzinie, w terminie 60 dni od dnia uzyskania przez cudzoziemca w "
            "Rzeczypospolitej Polskiej statusu uchodźcy lub ochrony uzupełniającej lub uzyskania przez niego "
            f"{PERMIT}.",
        ),
        (
            "ups art. 91 ust. 9",
            "Pomoc dla cudzoziemca przysługuje począwszy od miesiąca kalendarzowego, w którym cudzoziemiec "
            "złożył wniosek.",
        ),
        (
            "ups art. 106 ust. 3",
            "Świadczenia pieniężne z pomocy społecznej przyznaje się i wypłaca za okres miesiąca "
            "kalendarzowego, począwszy od miesiąca, w którym został złożony wniosek wraz z wymaganą "
            "dokumentacją, z zastrzeżeniem ust. 7–11. W przypadku gdy uprawnienie do świadczenia nie "
            "obejmuje pełnego miesiąca, świadczenie przyznaje się za niepełny miesiąc, a kwotę "
            "świadczenia ustala się, dzieląc pełne kwoty przez liczbę dni kalendarzowych tego miesiąca "
            "i mnożąc przez liczbę dni objętych świadczeniem.",
        ),
        (
            "KPA art. 57 § 4",
            "Jeżeli koniec terminu do wykonania czynności przypada na dzień uznany ustawowo za wolny od "
            "pracy lub na sobotę, termin upływa następnego dnia, który nie jest dniem wolnym od pracy "
            "ani sobotą.",
        ),
        (
            "KPA art. 129 § 2",
            "Odwołanie wnosi się w terminie czternastu dni od dnia doręczenia decyzji stronie, a gdy decyzja "
            "została ogłoszona ustnie – od dnia jej ogłoszenia stronie.",
        ),
        (
            "rozporządzenie § 3 ust. 2",
            "Świadczenie pieniężne wypłaca się w terminie do 15 dnia każdego miesiąca.",
        ),
        (
            "ustawa zdrowotna art. 81 ust. 8 pkt 8",
            "osób, o których mowa w art. 66 ust. 1 pkt 27, 29 i 30, jest maksymalna kwota zasiłku stałego z "
            "pomocy społecznej;",
        ),
    ],
)
def test_the_deciding_sentences_stand_word_for_word(ref, text):
    assert provision(ref).text == text


@pytest.mark.parametrize(
    ("ref", "first"),
    [
        (
            "ups art. 92 ust. 1",
            "Pomocy dla cudzoziemca udziela się w okresie nie dłuższym niż 12 miesięcy i obejmuje ona:",
        ),
        ("ups art. 95 ust. 1", "Pomoc dla cudzoziemca może zostać wstrzymana w przypadku:"),
        (
            "rozporządzenie z 7.04.2015 § 3 ust. 1",
            "Łączna wysokość świadczeń pieniężnych na utrzymanie i pokrycie wydatków związanych z nauką "
            "języka polskiego przysługujących cudzoziemcowi wynosi:",
        ),
    ],
)
def test_a_list_begins_with_its_introduction_and_a_point_carries_it(ref, first):
    assert provision(ref).text.splitlines()[0] == first
    assert provision(f"{ref} pkt 1").lead == (first,)


def test_a_list_is_laid_out_by_levels_and_closed_by_its_common_words():
    assert provision("ups art. 91 ust. 1").text == (
        "Cudzoziemcowi, który:\n"
        "  1) uzyskał w Rzeczypospolitej Polskiej status uchodźcy lub ochronę uzupełniającą lub\n"
        f"  2) przybywa na terytorium Rzeczypospolitej Polskiej na podstawie {PERMIT}\n"
        "– zwanemu dalej w niniejszym rozdziale „cudzoziemcem”, udziela się pomocy mającej na celu "
        "wspieranie procesu jego integracji, zwanej dalej „pomocą dla cudzoziemca”."
    )
    assert [line.label for line in provision("KPA art. 57").lines][:6] == [
        "§ 1.",
        "§ 2.",
        "§ 3.",
        "§ 3a.",
        "§ 4.",
        "§ 5.",
    ]


def test_what_was_not_copied_is_said_in_the_text_and_listed():
    assert provision("ups art. 22").text.splitlines()[-1] == "[nie przytoczono: pkt 1–4, pkt 6–15]"
    assert all(entry.reason for act in acts() for entry in missing(act.act))
    assert missing("KPA") == ()


def test_every_deciding_article_is_kept():
    kept = {act: [parse(top.ref).parts[0][1] for top in provisions(act)] for act in DECIDING}
    assert kept == {act: numbers.split() for act, numbers in DECIDING.items()}
    assert [parse(top.ref).unit for top in provisions("rozporządzenie z 7.04.2015")] == [
        f"§ {n}" for n in range(1, 7)
    ]


def test_every_provision_has_words_a_journal_a_state_date_and_an_address():
    for top in every_unit():
        assert all(line.text.strip() for line in top.lines), top.ref
        assert re.search(r"Dz\.U\. \d{4} poz\. \d+", top.journal), top.ref
        assert top.state_on >= date(2012, 7, 17), top.ref
        assert re.fullmatch(r"https://api\.sejm\.gov\.pl/eli/acts/DU/\d{4}/\d+", top.url), top.ref


def test_the_wording_has_no_traces_of_conversion():
    lines = [line.text for top in every_unit() for line in top.lines]
    odd = re.compile(r"\s[,.;]|\*|\s{2}| - |\d-\d|\.\.")
    assert [line for line in lines if odd.search(line)] == []


def test_verified_amounts_follow_each_other_without_a_gap():
    known = [act for act in acts() if act.act.startswith("rozporządzenie RM")]
    spans = sorted((act.since, act.until) for act in known)
    assert [(until - since).days > 0 for since, until in spans[:-1]] == [True] * 4
    assert [(later[0] - earlier[1]).days for earlier, later in pairwise(spans)] == [1] * 4
    assert spans[-1] == (date(2025, 1, 1), None)


@pytest.mark.parametrize(
    ("ref", "message"),
    [
        ("ups art. 92 ust. 9", "ups art. 92 ust. 9: nie ma takiego przepisu; najbliższy znany: ups art. 92"),
        ("ups art. 96", "ups art. 96: nie ma takiego przepisu; najbliższy znany: ups art. 95"),
        (
            "KPA art. 57 § 9 pkt 1",
            "KPA art. 57 § 9 pkt 1: nie ma takiego przepisu; najbliższy znany: KPA art. 57",
        ),
        ("ups", "„ups” to nie jest jedno wskazanie przepisu, np. „ups art. 91 ust. 3”"),
        (
            "ups art. 91 i 92",
            "„ups art. 91 i 92” to nie jest jedno wskazanie przepisu, np. „ups art. 91 ust. 3”",
        ),
    ],
)
def test_an_unknown_reference_is_refused_with_the_nearest_one(ref, message):
    with pytest.raises(UnknownProvision) as refusal:
        provision(ref)
    assert str(refusal.value) == message


@pytest.mark.parametrize("ref", ["art. 91 ust. 3", "kodeks karny art. 1", "rozporządzenie z 1.01.1999 § 3"])
def test_a_unit_without_a_known_act_is_refused(ref):
    with pytest.raises(UnknownProvision, match="nie wiadomo, o jaki akt chodzi"):
        provision(ref)


def test_a_day_before_the_first_wording_is_refused():
    with pytest.raises(
        UnknownProvision, match="brak brzmienia na dzień 2020-01-01; najwcześniejsze od 2021-05-30"
    ):
        provision("ups art. 91 ust. 12", date(2020, 1, 1))


def test_an_unknown_act_is_refused():
    with pytest.raises(UnknownProvision, match="nie ma aktu „upss”; najbliższy znany: ups"):
        list(provisions("upss"))


def test_every_provision_that_the_law_cites_is_kept():
    cited = {text for path in LAW.rglob("*.py") for text in _literals(path) if _CITATION.match(text)}
    cited |= {
        text for path in (LAW / "book").glob("*.toml") for text in _sources(path) if _CITATION.match(text)
    }
    unknown = []
    for text in sorted(cited):
        try:
            assert all(provision(reference).text for reference in references(text))
        except UnknownProvision as refusal:
            unknown.append((text, str(refusal)))
    assert unknown == []
    assert len(cited) > 40


_CITATION = re.compile(r"(?:ups|KPA|KC|rozporządzenie(?: RM)?|ustawa zdrowotna),? (?:art\.|§) ?\d[^{}]*$")


def _literals(path):
    nodes = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    return [node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)]


def _sources(path):
    source = re.compile(r'act = "([^"]+)", article = "([^"]+)"')
    return [f"{act} {article}" for act, article in source.findall(path.read_text(encoding="utf-8"))]
