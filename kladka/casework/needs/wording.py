"""Polish words of needs: why a case is urgent, states of waves, change, what a rating says."""

from kladka.accounts.permissions import can_supervise
from kladka.casework.cases.models import Case
from kladka.casework.cases.queries import urgent_tier
from kladka.documents.polish import short_day

from .domains import domains, scale
from .flags import kinds
from .models import Rating
from .queries import URGENT, flags_readable
from .tier_actions import ROOFLESS

Answer = Rating.Answer
URGENTLY, CALM = "pilne", "nic nie nagli"
# Short signs for the cells of a table; the whole words stand under it.
SIGNS = {Answer.NOT_ASKED: "n/p", Answer.REFUSED: "odm.", Answer.NOT_APPLICABLE: "n/d"}


def urgency(user, rows, day):
    """{case id: (tier 1–3, why in words)} for the rows of a list.

    To those who may not read the flags of a case its first tier is „pilne” and nothing more, whatever it
    comes from: a reason shown here and hidden there would give a flag away.
    """
    readable = flags_readable(user, rows)
    return {
        row["id"]: (tier := urgent_tier(row, day), _why(user, row, tier, day, row["id"] in readable))
        for row in rows
    }


def _why(user, row, tier, day, readable):
    if tier == 1 and not readable:
        return URGENTLY
    codes, said = row["tier_why"].split(), []
    if Case.FLAG in codes:
        said.append("czerwona flaga")
    if ROOFLESS in codes:
        said.append("brak dachu nad głową")
    if row["due_on"] < day:
        said.append(f"po terminie {short_day(row['due_on'])}")
    elif row["due_on"] - day <= URGENT:
        said.append(f"termin {short_day(row['due_on'])}")
    if low := _low(user, row, codes, readable):
        said.append(low)
    return "; ".join(said) or CALM


def _low(user, row, codes, readable):
    """Names of the domains rated 1 or 2, to those who work with the family; to others that there are some."""
    low = [one for one in domains().values() if one.code in codes]
    if not readable:
        named = can_supervise(user, row["organisation_id"])
        low, hidden = [one for one in low if named and not one.restricted], bool(low)
        if not low:
            return "niska ocena potrzeb" if hidden else ""
    return f"niska ocena: {', '.join(one.name.lower() for one in low)}" if low else ""


def flag_duty(task, day):
    """A task of a red flag as a row of „Dziś”."""
    case, label = task.flag.case, kinds()[task.flag.kind].task(task.code)
    return {
        "label": label.label,
        "about": f"{case.title}, {case.number}",
        "url": f"/sprawy/{case.key}/potrzeby/flagi/{task.flag.key}/",
        "until": short_day(task.day),
        "late": task.day < day,
        "unread": task.unread,
        "provision": label.provision,
    }


def wave_row(wave, day):
    """An assessment with what its row says of it."""
    if wave.closed_on:
        state, badge = f"zakończona {short_day(wave.closed_on)}", "green"
    elif wave.held_on:
        state, badge = "w toku", "azure"
    elif wave.planned_on < day:
        state, badge = "po terminie", "red"
    else:
        state, badge = "zaplanowana", "secondary"
    return {"wave": wave, "state": state, "badge": badge}


def rated(rating):
    """What a rating says, short: its value, a sign for none, "" when there is no rating at all."""
    if rating is None:
        return ""
    return str(rating.value) if rating.value else SIGNS[rating.answer]


def changed(change):
    """The words for a reliable change."""
    if change is None:
        return "za mało ocen"
    if change == 0:
        return "bez pewnej zmiany"
    return f"{'poprawa' if change > 0 else 'pogorszenie'} o {abs(change)}"


def table_rows(lines):
    """Lines of `queries.table` with the words of their cells."""
    return [
        {
            "domain": line.domain,
            "hidden": line.hidden,
            "cells": [
                {"worker": rated(cell.worker), "person": rated(cell.person), "to_talk": cell.to_talk}
                for cell in line.cells
            ],
            "change": changed(line.change),
            "moved": line.change,
        }
        for line in lines
    ]


def whose(person):
    """Whom a rating or a need is about."""
    return person.full_name if person else "Cała rodzina"


def radar_words(person, series):
    """(title, description) of a radar; the description says every value."""
    title = f"Potrzeby: {whose(person)}" if person else "Potrzeby rodziny"
    words = scale()
    said = [
        f"{name}: " + ", ".join(f"{axis} {value} ({words[value]})" for axis, value in values if value)
        for name, values in series
    ]
    return title, "Skala od 1 (kryzys) do 5 (samodzielnie). " + ". ".join(said) + "."
