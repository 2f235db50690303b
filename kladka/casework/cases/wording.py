"""Polish words for the states of a case and for what comes next."""

from django.utils import timezone

from kladka.accounts.permissions import Role
from kladka.documents.polish import short_day

from .models import Case, Deadline

State = Case.State

BADGES = {
    State.APPLICATION: "azure",
    State.PROGRAMME: "azure",
    State.DECISION: "yellow",
    State.RUNNING: "green",
    State.ENDED: "secondary",
    State.REFUSED: "red",
    State.UNEXAMINED: "secondary",
    State.ERASED: "secondary",
}

# state: (what to do now, tail of the address where it is done)
NEXT_STEP = {
    State.APPLICATION: ("Sprawdź wniosek i załączniki, potwierdź, kogo obejmuje pomoc", "wniosek/"),
    State.PROGRAMME: ("Uzgodnij program z rodziną i wyślij koszty wojewodzie", "program/"),
    State.DECISION: ("Przygotuj decyzję i przekaż ją do zatwierdzenia", "decyzje/"),
    State.RUNNING: ("Program trwa: notuj kontakty, pilnuj terminów i wypłat", "wyplaty/"),
}

# Where a role without cases of its own begins the day.
FIRST_PAGES = {
    Role.PARTNER: "/udostepnione/",
    Role.INSPECTOR: "/kontrole/",
    Role.ADMINISTRATOR: "/osoby/",
    Role.HEAD: "/osoby/",
}

# Tabs of a case in groups: who the family is, what was agreed, what it is paid, what was written.
GROUPS = {
    "Przegląd": [("", "Przegląd"), ("os/", "Oś sprawy")],
    "Rodzina": [
        ("wniosek/", "Wniosek"),
        ("potrzeby/", "Potrzeby"),
        ("zmiany/", "Zmiany"),
        ("sklad/", "Skład w programie"),
        ("dane/", "Dane osobowe"),
        ("udostepnienia/", "Udostępnienia"),
    ],
    "Program": [
        ("program/", "Program"),
        ("kontakty/", "Kontakty i monitorowanie"),
        ("przekazanie/", "Przekazanie"),
        ("po-programie/", "Koniec i po nim"),
    ],
    "Pieniądze": [
        ("wyplaty/", "Wypłaty"),
        ("ubezpieczenie/", "Ubezpieczenie"),
        ("przeliczenie/", "Przeliczenie"),
        ("nienalezne/", "Nienależnie pobrane"),
    ],
    "Pisma": [
        ("decyzje/", "Decyzje"),
        ("pisma/", "Zaświadczenia i pisma"),
        ("zalaczniki/", "Załączniki"),
    ],
}
# Whoever sees no money of families is refused there and is shown no way to it.
OF_MONEY = {"wyplaty/", "przeliczenie/", "nienalezne/", "sklad/"}


def tabs(section, money):
    """([(group, address of its first tab, open)], tabs of the open group) for a user who may see money."""
    groups, inside = [], []
    for name, rows in GROUPS.items():
        shown = [(tail, label) for tail, label in rows if money or tail not in OF_MONEY]
        opened = section in dict(rows)
        groups.append((name, shown[0][0], opened))
        inside = shown if opened and len(rows) > 1 else inside
    return groups, inside


def when(day, today):
    """The heading on „Dziś” under which a day stands."""
    if day < today:
        return "Po terminie"
    if day == today:
        return "Dziś"
    return "W ciągu 7 dni" if (day - today).days <= 7 else "Później"


def deadline_row(row, today):
    """A deadline (dictionary of `queries.deadlines_of`) with what its row says of it."""
    passed = row["day"] < today
    if row["done_on"]:
        state, badge, says = "done", "green", f"zrobione {short_day(row['done_on'])}"
    elif passed and row["kind"] == Deadline.APPEAL:
        state, badge, says = "over", "secondary", "upłynął"
    elif passed:
        state, badge, says = "late", "red", "po terminie"
    else:
        state, badge, says = "open", "azure", "czeka"
    task = not row["done_on"] and row["kind"] in Deadline.BY_HAND
    return row | {"state": state, "badge": badge, "says": says, "task": task}


# kind of deadline: the page of another wing that shows how its day was counted, step by step
COUNTED = {
    "decision": "/sprawy/{case}/wniosek/dlaczego/zalatwienie/",
    "supply": "/sprawy/{case}/wniosek/dlaczego/wezwanie/{subject}/",
    "appeal": "/decyzje/{subject}/termin-odwolania/",
    "programme_end": "/sprawy/{case}/program/okres/",
}


def where_counted(case, deadline):
    """Address of the page that counts the day of a deadline step by step, or ""."""
    return COUNTED.get(deadline.kind, "").format(case=case.key, subject=deadline.subject_key)


def case_context(case, section=""):
    """What the header of every page of a case shows: badges, sections, the next step."""
    month = case.month_of_programme(timezone.localdate())
    return {
        "case": case,
        "section": section,
        "tabs": tabs(section, money=True),
        "tabs_without_money": tabs(section, money=False),
        "badge": BADGES[case.state],
        "programme_month": month,
        "programme_length": _months(case) if month else 0,
        "restriction": _restriction(case),
    }


def _restriction(case):
    """The first restriction in force; not asked for when the case was loaded as free of them."""
    if not getattr(case, "restricted", True):
        return None
    return case.restrictions.in_force().select_related("person").order_by("pk").first()


def _months(case):
    start, end = case.aid_from, case.aid_until
    return (end.year - start.year) * 12 + end.month - start.month + 1
