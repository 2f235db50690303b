"""A programme from before Kładka in the demo: carried over from files, four months of it paid elsewhere."""

import datetime

from kladka.casework.benefits.actions import recalculate
from kladka.casework.benefits.models import PaymentList
from kladka.casework.exchange import actions as imports
from kladka.casework.exchange.columns import COLUMNS
from kladka.casework.exchange.models import ImportRun
from kladka.casework.programmes.carried import month_later

MONTHS = 4  # paid before
SIGN = "IPI/7/2026"
LARYSA = {"Nazwisko": "Zawczasna", "Imiona": "Larysa"}
MYKOLA = {"Nazwisko": "Zawczasny", "Imiona": "Mykoła"}
FAMILY = {
    "Rodzina": "1", "Kim jest": "wnioskodawca", "Data urodzenia": "04.02.1986", "Płeć": "kobieta",
    "Obywatelstwo": "Ukraina", "Język": "ukraiński", "Powód braku PESEL": "w trakcie nadawania",
    "Rodzaj ochrony": "ochrona uzupełniająca", "Załączniki złożone": "tak", "Oświadczenia złożone": "tak",
    "Kod i miejscowość": "99-100 Brzozów Leśny", "Znak w poprzednim systemie": SIGN,
}  # fmt: skip
SON = {
    "Kim jest": "małoletnie dziecko", "Data urodzenia": "19.09.2014", "Płeć": "mężczyzna",
    "Szkoła lub przedszkole": "SP nr 1 w Brzozowie Leśnym", "Znak w poprzednim systemie": "",
}  # fmt: skip


def carry(centre, today):
    """Write the three files of a centre that begins with Kładka; the draft list is counted with them.

    On a day later than today's the files speak of days to come, which no import takes: nothing is written.
    """
    starts = month_later(today, 1 - MONTHS)
    told = {name: f"{starts + datetime.timedelta(days=days):%d.%m.%Y}" for name, days in DAYS.items()}
    first = {"Data złożenia wniosku": told["filed"], "Doręczono": told["status"]}
    family = [LARYSA | FAMILY | first, MYKOLA | FAMILY | first | SON | {"Data złożenia wniosku": ""}]
    _write(centre, "families", family, "rodziny-sprzed-kladki.xlsx")
    _write(centre, "programmes", _programme(starts, told), "programy-w-toku.xlsx")
    _write(centre, "payments", _paid(starts), "wyplaty-sprzed-kladki.xlsx")
    drafts = PaymentList.objects.filter(organisation=centre.organisation, state=PaymentList.State.DRAFT)
    for draft in drafts:
        recalculate(draft, by=draft.prepared_by)


# Days from the first of the programme.
DAYS = {"status": -30, "filed": 2, "accepted": 12, "decided": 18, "delivered": 21, "insured": 23}


def _programme(starts, told):
    ends = month_later(starts, 12) - datetime.timedelta(days=1)
    once = {
        "Numer decyzji": "PCPR.5214.7.2026", "Data decyzji": told["decided"],
        "Kto wydał": "Starosta Brzozowski", "Doręczono decyzję": told["delivered"],
        "Początek programu": f"{starts:%d.%m.%Y}", "Koniec programu": f"{ends:%d.%m.%Y}",
        "Kładka płaci od miesiąca": f"{month_later(starts, MONTHS):%Y-%m}",
        "Akceptacja wojewody": told["accepted"], "Znak pisma wojewody": "PS.9421.31.2026",
        "Sposób wypłaty": "kasa",
    }  # fmt: skip
    person = {"Znak sprawy": SIGN, "Zgłoszono do ubezpieczenia": told["insured"]}
    return [
        LARYSA | person | once | {"Do miesiąca": "6", "Kwota": "1175,30"},
        LARYSA | person | {"Od miesiąca": "7", "Kwota": "1057,77", "Zgłoszono do ubezpieczenia": ""},
        MYKOLA | person | {"Kwota": "950,00"},
    ]


def _paid(starts):
    return [
        who
        | {
            "Znak sprawy": SIGN, "Za miesiąc": f"{month_later(starts, number):%Y-%m}", "Kwota": amount,
            "Kto wypłacił": "PCPR Brzozów Leśny, przed Kładką",
        }
        for number in range(MONTHS)
        for who, amount in ((LARYSA, "1175,30"), (MYKOLA, "950,00"))
    ]  # fmt: skip


def _write(centre, kind, rows, name):
    """Read pasted rows and write what is new, in this process: nobody works in the background yet."""
    headings = [column.heading for column in COLUMNS[kind]]
    lines = ["\t".join(headings), *("\t".join(row.get(one, "") for one in headings) for row in rows)]
    pasted = {"name": name, "pasted": True, "by": centre.head}
    run = imports.start(centre.organisation, kind, "\n".join(lines).encode(), **pasted)
    imports.work.call(run.key)
    if ImportRun.objects.get(pk=run.pk).lines.filter(outcome="new").exists():
        imports.confirm(run, None, by=centre.head)
        imports.work.call(run.key)
