"""Wyjaśnienie: months, traces, readings, JSON and the words built from them."""

import json
from dataclasses import replace
from datetime import date

import pytest

from kladka.law import wording
from kladka.law.book import LawError, enacted_book
from kladka.law.explain import explain
from kladka.law.facts import Facts, PersonFacts, Withheld
from kladka.law.provisions import provision, references
from kladka.law.readings import DISPUTES, Readings


def _facts(**changes):
    people = (
        PersonFacts(
            "Anna", date(1990, 5, 1), "refugee", "applicant", decision_delivered_on=date(2025, 12, 1)
        ),
        PersonFacts("Borys", date(1989, 5, 1), "refugee", "spouse"),
        PersonFacts("Celina", date(2018, 5, 1), "refugee", "child"),
    )
    return Facts(**{"filed_on": date(2026, 1, 10), "people": people, **changes})


def _family(persons):
    """So many refugees: an applicant, a spouse, children."""
    child = PersonFacts("", date(2018, 5, 1), "refugee", "child")
    children = [replace(child, id=f"dziecko {number}") for number in range(1, 8)]
    return (*_facts().people[:2], *children)[:persons]


def _step(explanation, month, person, figure):
    line = explanation.months[month].person(person)
    return next(step for step in line.trace if step.figure == figure)


def test_a_family_of_three_month_by_month():
    explanation = explain(_facts())
    assert [month.month for month in explanation.months][::11] == ["2026-01", "2026-12"]
    assert [month.cash_total for month in explanation.months] == [302220] * 6 + [285000] * 6
    assert (explanation.totals.cash, explanation.totals.health, explanation.totals.all) == (
        3523320,
        398196,
        3921516,
    )


def test_floor_and_ceiling_bound_the_full_month():
    explanation = explain(_facts())
    first, seventh = (explanation.months[place].person("Anna") for place in (0, 6))
    assert (first.floor, first.ceiling) == (95000, 100740)
    assert (seventh.floor, seventh.ceiling, seventh.cash_by_share) == (95000, 95000, 90666)


def test_without_the_floor_the_lower_bound_is_never_above_the_ceiling():
    seventh = explain(_facts(readings=Readings(floor=False))).months[6].person("Anna")
    assert (seventh.floor, seventh.ceiling) == (90666, 90666)


def test_the_trace_has_the_share_the_ninety_per_cent_and_the_floor_with_their_sources():
    explanation = explain(_facts())
    share = _step(explanation, 6, "Anna", "family_share")
    assert (share.value, share.inputs, share.provision) == (
        60,
        {"family_size": 3},
        "rozporządzenie § 3 ust. 1 pkt 1",
    )
    (scale,) = share.parameters
    assert (scale.value, scale.status, str(scale.source)) == (
        {1: 100, 2: 70, 3: 60, 4: 50},
        "in force",
        "rozporządzenie § 3 ust. 1 pkt 1, Dz.U. 2015 poz. 515",
    )
    rate = _step(explanation, 6, "Anna", "stage_rate")
    assert (rate.value, [(used.name, used.value) for used in rate.parameters]) == (
        90,
        [("first_stage_months", 6), ("later_percent", 90)],
    )
    floor = _step(explanation, 6, "Anna", "ceiling")
    (minimum,) = floor.parameters
    assert (floor.value, minimum.value, minimum.since) == (95000, 95000, date(2025, 1, 1))
    assert minimum.source.journal == "Dz.U. 2024 poz. 1044"


@pytest.mark.parametrize(
    ("figure", "used", "against"),
    [
        ("base", "verified", {"other": "regulation", "other_value": 137600, "other_cash": 95000}),
        ("ceiling", True, {"other": False, "other_value": 90666, "other_cash": 90666}),
    ],
)
def test_a_disputed_point_shows_both_readings(figure, used, against):
    reading = _step(explain(_facts()), 6, "Anna", figure).reading
    assert reading["used"] == used
    assert {key: reading[key] for key in against} == against


def test_the_other_reading_may_have_no_figure_on_that_day():
    facts = _facts(filed_on=date(2013, 1, 10), people=_facts().people[:1])
    assert _step(explain(facts), 0, "Anna", "base").reading["other_value"] is None


def test_every_disputed_point_appears_in_a_trace():
    facts = _facts(withheld=(Withheld("Anna", "misuse", date(2026, 3, 1), date(2026, 3, 10)),))
    readings = {
        step.reading["name"] for step in explain(facts).months[2].person("Anna").trace if step.reading
    }
    assert readings == set(DISPUTES)


def test_every_step_says_something_and_cites_a_provision_that_is_kept():
    for step in explain(_facts()).months[6].person("Anna").trace:
        assert "{" not in step.sentence and step.label and step.sentence.endswith(".")
        assert [provision(reference).text for reference in references(step.provision)]


def test_the_json_has_the_published_shape():
    answer = json.loads(json.dumps(explain(_facts()).as_json()))
    assert list(answer) == [
        *("eligible", "reasons", "warnings", "deadlines", "months", "totals", "readings", "book"),
    ]
    assert list(answer["months"][0]) == ["month", "number", "people", "cash_total", "health_total"]
    line = answer["months"][6]["people"][0]
    assert {key: line[key] for key in ("id", "cash", "cash_by_share", "health")} == {
        "id": "Anna",
        "cash": "950.00",
        "cash_by_share": "906.66",
        "health": "110.61",
    }
    assert answer["totals"] == {"cash": "35233.20", "health": "3981.96", "all": "39215.16"}
    assert answer["readings"] == {
        "base": "verified",
        "floor": True,
        "start": "filed",
        "first_month": "full",
        "resumption": "day",
        "extension": False,
    }
    assert answer["book"] == enacted_book().version
    assert answer["deadlines"][0] == {
        "what": "application",
        "raw_day": "2026-01-30",
        "day": "2026-01-30",
        "provision": "ups art. 91 ust. 3; KPA art. 57 § 1 i 4",
    }


def test_months_before_the_first_figures_of_the_book_are_refused():
    with pytest.raises(LawError, match="brak wartości przed 2012-10-01"):
        _ = explain(_facts(filed_on=date(2012, 9, 30))).months


def test_an_unknown_programme_is_refused_with_the_known_ones():
    with pytest.raises(LawError, match="pl-ipi"):
        explain(_facts(programme="xx"))


def test_months_beyond_the_known_figures_carry_a_warning():
    codes = [warning.code for warning in explain(_facts(filed_on=date(2027, 6, 1))).warnings]
    assert "figure_may_change" in codes


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"complete_on": date(2026, 2, 1)}, "documents_completed_later"),
        ({"filed_on": date(2025, 11, 20)}, "filed_before_delivery"),
        (
            {"people": (PersonFacts("Borys", date(1989, 5, 1), "refugee", "spouse"),)},
            "applicant_not_one",
        ),
        (
            {
                "people": (
                    *_facts().people[:1],
                    PersonFacts(
                        "Borys", date(1989, 5, 1), "refugee", "spouse", covered_until=date(2025, 1, 1)
                    ),
                )
            },
            "never_covered",
        ),
    ],
)
def test_what_a_person_should_look_at(changes, code):
    assert code in [warning.code for warning in explain(_facts(**changes)).warnings]


def test_a_person_never_covered_has_no_line():
    people = (
        *_facts().people[:1],
        PersonFacts("Borys", date(1989, 5, 1), "refugee", "spouse", covered_until=date(2025, 1, 1)),
    )
    explanation = explain(_facts(people=people))
    assert {person.id for month in explanation.months for person in month.people} == {"Anna"}
    assert explanation.months[0].cash_total == 167900


def _grounds(explanation, names=None):
    return [text.replace("\u00a0", " ") for text in wording.grounds(explanation, names)]


def test_the_grounds_cite_the_statute_with_its_journal_once():
    text = " ".join(_grounds(explain(_facts())))
    assert text.count("ustawy z dnia 12 marca 2004 r. o pomocy społecznej (Dz.U. 2024 poz. 1283)") == 1
    assert "art. 92 ust. 1 pkt 1 i art. 9 ustawy o pomocy społecznej" in text
    assert (
        "§ 3 ust. 1 pkt 1 lit. c rozporządzenia Ministra Pracy i Polityki Społecznej z dnia 7 kwietnia"
        in text
    )
    assert "[Dz.U. 2024 poz. 1044]" in text


def test_the_grounds_follow_the_amounts_from_base_to_ceiling():
    paragraphs = _grounds(explain(_facts()))
    (first,) = [text for text in paragraphs if text.startswith("Od stycznia do czerwca 2026 r.")]
    said = ("1 679,00 zł", "W rodzinie 3-osobowej", "60 %", "1 007,40 zł", "950,00 zł")
    places = [first.index(amount) for amount in said]
    assert places == sorted(places)


def test_the_grounds_show_the_other_reading_of_the_floor():
    paragraphs = _grounds(explain(_facts()))
    (later,) = [text for text in paragraphs if text.startswith("Od lipca do grudnia 2026 r.")]
    assert "od 7. do 12. miesiąca programu stosuje się 90 % z 1 007,40 zł, czyli 906,66 zł" in later
    assert "§ 3 ust. 1 pkt 2 lit. c rozporządzenia" in later
    assert "byłoby to 906,66 zł" in later


def test_months_of_one_amount_reached_in_two_ways_are_told_apart():
    paragraphs = _grounds(explain(_facts(people=_family(4))))
    said = [text for text in paragraphs if "byłoby to" in text]
    assert [text.split(":")[0] for text in said] == [
        "Od stycznia do czerwca 2026 r.",
        "Od lipca do grudnia 2026 r.",
    ]
    assert "byłoby to 839,50 zł" in said[0]
    assert "byłoby to 755,55 zł" in said[1]
    assert "czyli 755,55 zł" in said[1]


def test_months_apart_with_the_same_amount_are_told_as_two_spans():
    leaving = replace(_family(2)[1], covered_from=date(2026, 3, 1), covered_until=date(2026, 4, 30))
    paragraphs = _grounds(explain(_facts(people=(_family(1)[0], leaving))))
    assert [text.split(": ")[0] for text in paragraphs if "za pełny miesiąc" in text] == [
        "Od stycznia do lutego 2026 r. oraz od maja do czerwca 2026 r.",
        "Od marca do kwietnia 2026 r.",
        "Od lipca do grudnia 2026 r.",
    ]


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({}, "od stycznia 2026 r., to jest od miesiąca, w którym złożono wniosek (10 stycznia 2026 r.)"),
        (
            {"left_reception_centre_on": date(2026, 3, 31)},
            "od marca 2026 r., to jest od miesiąca, w którym opuszczono ośrodek dla cudzoziemców",
        ),
        (
            {"complete_on": date(2026, 2, 3), "readings": Readings(start="complete")},
            "od lutego 2026 r., to jest od miesiąca, w którym wniosek był kompletny",
        ),
    ],
)
def test_the_grounds_say_which_day_opens_the_aid(changes, said):
    assert any(f"Pomoc przysługuje {said}" in text for text in _grounds(explain(_facts(**changes))))


def test_what_follows_from_withholding_is_said_once_and_by_the_reading_used():
    withheld = (
        Withheld("Anna", "misuse", date(2026, 3, 1), date(2026, 3, 10)),
        Withheld("Borys", "misuse", date(2026, 4, 1), date(2026, 4, 10)),
    )
    said = _grounds(explain(_facts(withheld=withheld)))
    assert [text for text in said if "nie przedłuża programu" in text] == [
        "Wstrzymanie nie przedłuża programu, a świadczeń za ten czas nie wyrównuje się. Pozostałym osobom "
        "objętym programem udziela się pomocy nadal (art. 95 ust. 4a ustawy o pomocy społecznej)."
    ]
    alone = _facts(people=_family(1), withheld=withheld[:1], readings=Readings(extension=True))
    said = " ".join(_grounds(explain(alone)))
    assert "nie przedłuża" not in said
    assert "Pozostałym osobom" not in said


def test_a_part_month_shared_by_several_persons_is_told_once():
    said = _grounds(explain(_facts(readings=Readings(first_month="days"))))
    assert [text for text in said if "106 ust. 3" in text] == [
        "Anna, Borys, Celina, styczeń 2026 r.: za ten miesiąc przysługuje 714,93 zł: 1 007,40 zł ÷ 31 dni "
        "× 22 dni (art. 106 ust. 3 ustawy o pomocy społecznej)."
    ]


def test_the_grounds_use_the_names_given_for_the_ids():
    paragraphs = _grounds(explain(_facts()), {"Anna": "Anna Przykładowa"})
    assert "Anna Przykładowa (status uchodźcy), Borys" in paragraphs[0]


def test_the_grounds_of_a_refusal_name_person_and_provision():
    people = (PersonFacts("Anna", date(1990, 5, 1), "tolerated", "applicant"),)
    paragraphs = _grounds(explain(_facts(people=people)))
    assert paragraphs[0] == (
        "Wniosek złożono 10 stycznia 2026 r. Żadna z osób nie spełnia warunków art. 91 ustawy "
        "z dnia 12 marca 2004 r. o pomocy społecznej (Dz.U. 2024 poz. 1283)."
    )
    assert paragraphs[1].startswith("Anna: Osoba nie ma statusu uchodźcy")
    assert paragraphs[1].endswith("(art. 91 ust. 1 ustawy o pomocy społecznej).")


def test_the_grounds_say_why_a_month_is_short():
    facts = _facts(withheld=(Withheld("Borys", "misuse", date(2026, 3, 1), date(2026, 3, 10)),))
    text = " ".join(_grounds(explain(facts)))
    assert "Borys: pomoc wstrzymano od 1 marca 2026 r. do 10 marca 2026 r." in text
    assert "art. 95 ust. 1 pkt 2 ustawy o pomocy społecznej" in text


def test_plain_words_for_the_participant():
    facts = _facts(withheld=(Withheld("Borys", "misuse", date(2026, 3, 1), date(2026, 3, 10)),))
    said = wording.plain(explain(facts), "Borys").replace("\u00a0", " ")
    assert said == (
        "Od stycznia do lutego 2026 r. dostajesz 1 007,40 zł co miesiąc. "
        "W marcu 2026 r. dostajesz 682,43 zł, bo przez 10 dni pomoc jest wstrzymana. "
        "Od kwietnia do czerwca 2026 r. dostajesz 1 007,40 zł co miesiąc. "
        "Od lipca do grudnia 2026 r. dostajesz 950,00 zł co miesiąc."
    )


def test_plain_words_when_nothing_is_due():
    people = (PersonFacts("Anna", date(1990, 5, 1), "none", "applicant"),)
    assert wording.plain(explain(_facts(people=people)), "Anna").startswith("Ta pomoc Ci nie przysługuje. ")


def test_plain_words_for_a_stranger_are_refused():
    with pytest.raises(KeyError):
        wording.plain(explain(_facts()), "Zofia")


def test_the_days_withheld_show_their_spans_as_inputs():
    withheld = (
        Withheld("Anna", "misuse", date(2026, 3, 1), date(2026, 3, 10)),
        Withheld("Anna", "criminal_proceedings", date(2026, 8, 5)),
    )
    explanation = explain(_facts(withheld=withheld))
    step = _step(explanation, 2, "Anna", "withheld_days").as_json()
    assert (step["value"], step["inputs"]["withheld"]) == (10, ["2026-03-01/2026-03-10", "2026-08-05/"])
    assert _step(explanation, 2, "Borys", "withheld_days").as_json()["inputs"]["withheld"] == []
