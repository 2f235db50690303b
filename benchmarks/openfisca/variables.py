"""Zmienne: the facts asked for and the formulas of the IPI rule in OpenFisca's form, by provision."""

from datetime import date

import holidays
import numpy as np
from openfisca_core.model_api import ETERNITY, MONTH, Enum, Variable

from benchmarks.openfisca.entities import Household, Person

NEVER = date(2999, 12, 31)
FREE_DAYS = sorted(holidays.Poland(years=range(2010, 2036)))


class Status(Enum):
    none = "bez ochrony"
    refugee = "status uchodźcy"
    subsidiary = "ochrona uzupełniająca"
    family_permit = "zezwolenie, art. 159 ust. 1 pkt 1 lit. c lub d"
    temporary_protection = "ochrona czasowa"
    humanitarian = "pobyt ze względów humanitarnych"
    tolerated = "pobyt tolerowany"


class status(Variable):
    value_type = Enum
    possible_values = Status
    default_value = Status.none
    entity = Person
    definition_period = ETERNITY


class Relation(Enum):
    applicant = "wnioskodawca"
    spouse = "małżonek"
    child = "dziecko"


class relation(Variable):
    value_type = Enum
    possible_values = Relation
    default_value = Relation.applicant
    entity = Person
    definition_period = ETERNITY


class born(Variable):
    value_type = date
    entity = Person
    definition_period = ETERNITY


class decision_delivered_on(Variable):
    value_type = date
    default_value = NEVER
    entity = Person
    definition_period = ETERNITY


class filed_on(Variable):
    value_type = date
    default_value = NEVER
    entity = Person
    definition_period = ETERNITY


class left_reception_centre_on(Variable):
    value_type = date
    default_value = date(1970, 1, 1)
    entity = Person
    definition_period = ETERNITY


class ends_on(Variable):
    value_type = date
    default_value = NEVER
    entity = Person
    definition_period = ETERNITY


class withheld_from(Variable):
    value_type = date
    default_value = NEVER
    entity = Person
    definition_period = ETERNITY


class withheld_until(Variable):
    value_type = date
    default_value = NEVER
    entity = Person
    definition_period = ETERNITY


class spouse_of_polish_citizen(Variable):
    value_type = bool
    entity = Person
    definition_period = ETERNITY


class late_counts(Variable):
    value_type = bool
    entity = Person
    definition_period = ETERNITY
    label = "Wniosek po terminie liczy się tak, jak złożony w terminie"


class regulation_base(Variable):
    value_type = bool
    entity = Person
    definition_period = ETERNITY
    label = "Kwota z § 3 rozporządzenia zamiast kwoty zweryfikowanej"


class floor_applies(Variable):
    value_type = bool
    default_value = True
    entity = Person
    definition_period = ETERNITY
    label = "Nie mniej niż minimum ustawowe"


class in_time(Variable):
    value_type = bool
    entity = Person
    definition_period = ETERNITY
    reference = "ustawa o pomocy społecznej, art. 91 ust. 3; KPA, art. 57"

    def formula(person, period):
        """Sixty days after delivery; a Saturday or a holiday moves the end to the next working day."""
        delivered = person("decision_delivered_on", period)
        unknown = delivered == np.datetime64(NEVER)
        sixtieth = np.where(unknown, np.datetime64("2020-01-01"), delivered) + 60
        last = np.busday_offset(
            sixtieth, 0, roll="forward", weekmask="Mon Tue Wed Thu Fri", holidays=FREE_DAYS
        )
        return unknown | (person("filed_on", period) <= last)


class minor_when_filed(Variable):
    value_type = bool
    entity = Person
    definition_period = ETERNITY
    label = "Nie ukończone 18 lat w dniu złożenia wniosku"

    def formula(person, period):
        day = person("born", period)
        month = day.astype("datetime64[M]")
        eighteenth = (month + 12 * 18).astype("datetime64[D]") + (day - month.astype("datetime64[D]"))
        return person("filed_on", period) < eighteenth


class entitled(Variable):
    value_type = bool
    entity = Person
    definition_period = ETERNITY
    reference = "ustawa o pomocy społecznej, art. 91 ust. 1, 3, 4 i 11 (uchylony 30.05.2021)"

    def formula(person, period):
        held = person("status", period)
        protected = (held == Status.refugee) | (held == Status.subsidiary) | (held == Status.family_permit)
        filed = person("filed_on", period)
        excluded = person("spouse_of_polish_citizen", period) & (filed < np.datetime64("2021-05-30"))
        applied = filed < np.datetime64(NEVER)
        grown_child = (person("relation", period) == Relation.child) & ~person("minor_when_filed", period)
        in_time = person("in_time", period) | person("late_counts", period)
        return protected & applied & ~excluded & ~grown_child & in_time


class first_month(Variable):
    value_type = date
    entity = Person
    definition_period = ETERNITY
    reference = "ustawa o pomocy społecznej, art. 91 ust. 9 i 10"
    label = "Pierwszy dzień pierwszego miesiąca pomocy"

    def formula(person, period):
        start = np.maximum(person("filed_on", period), person("left_reception_centre_on", period))
        return start.astype("datetime64[M]").astype("datetime64[D]")


class month_of_aid(Variable):
    value_type = int
    entity = Person
    definition_period = MONTH
    reference = "ustawa o pomocy społecznej, art. 92 ust. 1"
    label = "Który to miesiąc pomocy, licząc od 1; poza dwunastoma miesiącami 0"

    def formula(person, period):
        first = person("first_month", period)
        this = np.datetime64(period.start.date, "M")
        number = np.zeros(len(first), np.int32)
        for months_before in range(12):
            number[first == (this - months_before).astype("datetime64[D]")] = months_before + 1
        return number


class covered(Variable):
    value_type = bool
    entity = Person
    definition_period = MONTH

    def formula(person, period):
        runs = person("ends_on", period) >= np.datetime64(period.start.date)
        return person("entitled", period) & (person("month_of_aid", period) > 0) & runs


class family_size(Variable):
    value_type = int
    entity = Household
    definition_period = MONTH

    def formula(household, period):
        return household.sum(household.members("covered", period).astype(np.int32))


class days_paid(Variable):
    value_type = int
    entity = Person
    definition_period = MONTH
    reference = "ustawa o pomocy społecznej, art. 95 ust. 1, art. 106 ust. 3"

    def formula(person, period):
        first, last = np.datetime64(period.start.date), np.datetime64(period.stop.date)
        last_covered = np.minimum(person("ends_on", period), last)
        days = (last_covered - first).astype(int) + 1
        from_day = np.maximum(person("withheld_from", period), first)
        to_day = np.minimum(person("withheld_until", period), last_covered)
        withheld = np.maximum((to_day - from_day).astype(int) + 1, 0)
        return np.where(person("covered", period), days - withheld, 0)


class full_amount(Variable):
    value_type = int
    entity = Person
    definition_period = MONTH
    reference = "rozporządzenie z 7.04.2015, § 3 ust. 1; ustawa o pomocy społecznej, art. 92 ust. 1 pkt 1"
    label = "Kwota za pełny miesiąc w groszach"

    def formula(person, period, parameters):
        known = parameters(period)
        verified, written = known.amounts.maximum, known.amounts.regulation_base
        base = np.where(person("regulation_base", period), np.int32(written), np.int32(verified))
        family = known.rates.family
        by_size = [family.one, family.one, family.two, family.three, family.four_or_more]
        size = person.household("family_size", period)
        percent = np.asarray(by_size, np.int32)[np.minimum(size, 4)]
        rates = np.asarray([100] * 7 + [known.rates.second_half] * 6, np.int32)
        second = rates[person("month_of_aid", period)]
        by_share = (base * percent * second + np.int32(5_000)) // np.int32(10_000)
        floor = np.where(person("floor_applies", period), np.int32(known.amounts.minimum), np.int32(0))
        return np.maximum(by_share, floor)


class cash(Variable):
    value_type = int
    entity = Person
    definition_period = MONTH
    reference = "ustawa o pomocy społecznej, art. 106 ust. 3"
    label = "Świadczenie pieniężne w groszach"

    def formula(person, period):
        days_in_month = np.int32(period.days)
        amount = person("full_amount", period) * person("days_paid", period)
        return (2 * amount + days_in_month) // (2 * days_in_month)


class health(Variable):
    value_type = int
    entity = Person
    definition_period = MONTH
    reference = (
        "ustawa o świadczeniach opieki zdrowotnej, art. 66 ust. 1 pkt 27, art. 79, art. 81 ust. 8 pkt 8"
    )
    label = "Składka zdrowotna w groszach, niepodzielna"

    def formula(person, period, parameters):
        known = parameters(period)
        monthly = (2 * known.amounts.permanent_benefit_maximum * known.rates.health + 100) // 200
        held = person("status", period)
        insured = (held == Status.refugee) | (held == Status.subsidiary)
        return np.where(insured & (person("days_paid", period) > 0), monthly, 0)
