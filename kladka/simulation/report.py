"""Sprawozdanie z symulacji: the result in JSON and as a Polish table."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from kladka.law import polish
from kladka.law.book import Reform
from kladka.law.facts import readings_as_dict
from kladka.law.refusal import refusal_text
from kladka.law.resolver import Rule
from kladka.simulation.scenario import NO_APPLICATION, Scenario, code_of
from kladka.simulation.simulate import Outcome, Tally

KEYS = """\
Klucze JSON (kwoty to napisy z dwoma miejscami po kropce, liczby osób to liczby całkowite):
  from, months        okno: pierwszy miesiąc i ile miesięcy
  persons, households ile osób i gospodarstw jest w pliku
  programme, late     program i co zrobiono z wnioskami po terminie (drop albo keep)
  readings            odczytania punktów spornych
  enacted             prawo obowiązujące; reform – to samo po zmianie albo null; w obu:
    book              wersja księgi prawa
    persons           osoby objęte co najmniej jednego dnia okna
    outside_window    osoby uprawnione, których pomoc skończyła się wcześniej albo zaczyna później
    late_applications osoby, którym do pomocy brakuje tylko terminu na wniosek
    left_out[]        osoby pominięte: code, provision, text, persons (pierwszy niespełniony warunek)
    months[]          month, persons, cash, health, all
    totals            person_months, cash, health, all
    title, reason, proposed_by   tylko w reform
  difference          reform minus enacted albo null: persons, months[], totals, gainers, losers
                      (gainers i losers to osoby, którym suma świadczeń w oknie rośnie albo maleje)
"""

_NO_APPLICATION = ("ups art. 91 ust. 3", "Nie ma wniosku; pomocy udziela się na wniosek.")


@dataclass(frozen=True)
class Report:
    """What was simulated and what came out; `reform` goes with the second scenario."""

    scenarios: tuple[Scenario, ...]
    tally: Tally
    programme: str
    late: str
    reform: Reform | None = None

    def as_json(self) -> dict[str, Any]:
        """The result by the keys of KEYS."""
        first = self.scenarios[0]
        return {
            "from": first.window.names[0],
            "months": first.window.months,
            "persons": self.tally.persons,
            "households": self.tally.households,
            "programme": self.programme,
            "late": self.late,
            "readings": readings_as_dict(first.readings),
            "enacted": self._outcome(0),
            "reform": self._reform(),
            "difference": self._difference(),
        }

    def _outcome(self, place: int) -> dict[str, Any]:
        scenario, outcome = self.scenarios[place], self.tally.outcomes[place]
        return {
            "book": scenario.book.version,
            "persons": outcome.covered,
            "outside_window": outcome.outside,
            "late_applications": outcome.late,
            "left_out": list(left_out(scenario, outcome)),
            "months": _months(scenario.window.names, outcome.months.tolist()),
            "totals": _totals(outcome.months.sum(axis=1).tolist()),
        }

    def _reform(self) -> dict[str, Any] | None:
        if self.reform is None:
            return None
        head = {
            "title": self.reform.title,
            "reason": self.reform.reason,
            "proposed_by": self.reform.proposed_by,
        }
        return head | self._outcome(-1)

    def _difference(self) -> dict[str, Any] | None:
        if self.reform is None:
            return None
        before, after = self.tally.outcomes[0], self.tally.outcomes[-1]
        change = after.months - before.months
        return {
            "persons": after.covered - before.covered,
            "months": _months(self.scenarios[0].window.names, change.tolist()),
            "totals": _totals(change.sum(axis=1).tolist()),
            "gainers": self.tally.gainers,
            "losers": self.tally.losers,
        }

    def lines(self) -> Iterator[str]:
        """The result in Polish, line by line."""
        yield f"{polish.persons(self.tally.persons)}, gospodarstwa: {self.tally.households}."
        yield from self._lines_of("Prawo obowiązujące", 0)
        if self.reform is None:
            return
        yield from ("", f"Reforma: {self.reform.title}", f"  {self.reform.reason}")
        yield f"  Wnosi: {self.reform.proposed_by}"
        yield from self._lines_of("Po zmianie", -1)
        change = self.tally.outcomes[-1].months - self.tally.outcomes[0].months
        yield from ("", "Różnica")
        yield from _table(self.scenarios[0].window.names, change.tolist())
        yield f"  zyskuje {polish.persons(self.tally.gainers)}, traci {polish.persons(self.tally.losers)}"

    def _lines_of(self, title: str, place: int) -> Iterator[str]:
        scenario, outcome = self.scenarios[place], self.tally.outcomes[place]
        yield from ("", f"{title} (księga prawa {scenario.book.version})")
        yield f"  objęte w oknie: {polish.persons(outcome.covered)}"
        yield f"  uprawnione poza oknem: {polish.persons(outcome.outside)}"
        for reason in left_out(scenario, outcome):
            count = polish.persons(reason["persons"])
            yield f"  pominięte: {count} – {reason['text']} [{reason['provision']}]"
        if self.late == "keep" and outcome.late:
            yield f"  w tym z wnioskiem po terminie: {polish.persons(outcome.late)}"
        yield from _table(scenario.window.names, outcome.months.tolist())


def left_out(scenario: Scenario, outcome: Outcome) -> Iterator[dict[str, Any]]:
    """Persons left out, by the first condition that they do not meet; empty codes are passed over."""
    rules = {code_of(rule): rule for rule in scenario.conditions().values()}
    for code, persons in outcome.left_out.items():
        provision, text = _NO_APPLICATION
        if code != NO_APPLICATION:
            rule = rules[code]
            provision, text = rule.provision, _said(rule, scenario)
        if persons:
            yield {"code": code, "provision": provision, "text": text, "persons": persons}


def _said(rule: Rule, scenario: Scenario) -> str:
    return refusal_text(rule, scenario.book, scenario.window.first) if rule.refusal else rule.label


def amount(grosz: int) -> str:
    """`-1679.00`: grosze with a sign, as amounts stand in JSON."""
    return ("-" if grosz < 0 else "") + polish.amount(abs(grosz))


def _money(cash: int, health: int) -> dict[str, str]:
    return {"cash": amount(cash), "health": amount(health), "all": amount(cash + health)}


def _months(names: list[str], sums: list[list[int]]) -> list[dict[str, Any]]:
    persons, cash, health = sums
    return [
        {"month": name, "persons": persons[place], **_money(cash[place], health[place])}
        for place, name in enumerate(names)
    ]


def _totals(sums: list[int]) -> dict[str, Any]:
    return {"person_months": sums[0], **_money(sums[1], sums[2])}


def _table(names: list[str], sums: list[list[int]]) -> Iterator[str]:
    yield f"  {'Miesiąc':<9}{'Osoby':>12}{'Świadczenia':>24}{'Składki':>22}{'Łącznie':>24}"
    for place, name in enumerate([*names, "Razem"]):
        persons, cash, health = (line[place] if place < len(names) else sum(line) for line in sums)
        money = (cash, health, cash + health)
        shown = [("−" if part < 0 else "") + polish.zloty(abs(part)) for part in money]
        yield f"  {name:<9}{persons:>12}{shown[0]:>24}{shown[1]:>22}{shown[2]:>24}"
