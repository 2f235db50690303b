"""Polish words of a recalculation: what changes in a month, and why."""

from kladka.documents.polish import zl

from .models import Recalculation

GROUNDS = dict(Recalculation.Ground.choices)


def change_in_words(row):
    """ "839,50 → 1007,40 zł", with what is due for the days where that is another sum."""
    if row.old_pln is None:
        said = f"przyznaje się {zl(row.new_pln)} zł"
    elif row.new_pln is None:
        said = f"{zl(row.old_pln)} zł nie przysługuje"
    elif row.old_pln == row.new_pln:
        said = f"uzgodnione {zl(row.new_pln)} zł bez zmian"
    else:
        said = f"{zl(row.old_pln)} → {zl(row.new_pln)} zł"
    old, new = row.old_pln or 0, row.new_pln or 0
    if (row.old_due_pln, row.new_due_pln) != (old, new):
        said += f" (należne {zl(row.old_due_pln)} → {zl(row.new_due_pln)} zł)"
    return said


def because(row):
    """The reasons of a row in one clause, without the provisions; empty when the law gives none."""
    return "; ".join(reason.text.removesuffix(".") for reason in row.reasons)


# (on a sent list, on the next list as arrears): what becomes of the difference.
STATES = {
    (True, False): "wypłacone; różnica po decyzji",
    (False, True): "wyrównanie na najbliższej liście",
    (False, False): "jeszcze niewypłacone",
}


def sign(row):
    """Which way it goes, in a word and a mark that do not depend on colour."""
    if not row.difference.changed:
        return ""
    if row.change_pln > 0 or (row.old_pln is None and row.new_pln):
        return "▲ więcej"
    return "▼ mniej" if row.lower else "zmiana"
