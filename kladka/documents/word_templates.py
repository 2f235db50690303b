"""The built-in Word templates, written here so that they can be read and reviewed as text.

An office may take one out (``build("decision")``), edit it in Word and hand it back; the fields are those
of ``as_data()`` in ``letters.py`` and ``payment_list.py``.
"""

from collections.abc import Callable

from kladka.documents.word_sheet import CENTRE, RIGHT, WordSheet

NAME = "*{{ P.name }}*{% if P.original %} ({{ P.original }}){% endif %}"
CELL = "{{ P.name }}{% if P.original %} ({{ P.original }}){% endif %}"
PERSON = NAME + "{% if P.role %} – {{ P.role }}{% endif %}{% if P.details %}; {{ P.details }}{% endif %}"
SIGNED = "{{ S.authorisation }}|{{ S.name }}|{{ S.position }}|"


def build(template: str) -> bytes:
    """Make a built-in template as DOCX; ``LookupError`` for an unknown name."""
    if template not in _TEMPLATES:
        raise LookupError(f"nie ma szablonu {template!r}")
    return _TEMPLATES[template]().content()


def _of(text: str, who: str, mark: str = "P") -> str:
    return text.replace(f"{{{{ {mark}.", f"{{{{ {who}.").replace(f"if {mark}.", f"if {who}.")


def _open(
    title: str, *, number: str = "Znak sprawy", addressee: str = "", landscape: bool = False
) -> WordSheet:
    sheet = WordSheet(landscape=landscape)
    sheet.header("{{ draft }}")
    sheet.footer("{{ title }}")
    sheet.text("{{ place_and_day }}", align=RIGHT)
    sheet.text("*{{ office.authority }}*", size=11.5)
    sheet.text("{{ office.centre }}")
    sheet.text("{{ office.address }}", size=9)
    with sheet.when("office.contact"):
        sheet.text("{{ office.contact }}", size=9)
    with sheet.when("draft"):
        sheet.text("*{{ draft }}*")
    sheet.text(f"{number}: *{{{{ number }}}}*")
    if addressee:
        sheet.text(addressee, align=RIGHT)
    sheet.heading(title, 1)
    return sheet


def _close(sheet: WordSheet) -> WordSheet:
    sheet.text("*Informacja o przetwarzaniu danych osobowych*", size=8)
    sheet.paragraphs("privacy", size=8)
    with sheet.when("privacy_too"):
        sheet.text("*{{ privacy_too.title }}*", size=8)
        sheet.paragraphs("privacy_too.paragraphs", size=8)
    return sheet


def _people(sheet: WordSheet, collection: str) -> None:
    sheet.numbered(collection, _of(PERSON, "item"))


def _amounts(sheet: WordSheet) -> None:
    note = "{% if line.note %} – {{ line.note }}{% endif %}"
    sheet.table(
        "line in amounts.lines",
        (
            ("Osoba", _of(CELL, "line.person"), 5.2),
            ("Okres", "{{ line.period }}" + note, 5.6),
            ("Miesięcznie (zł)", "{{ line.monthly }}", 2.7),
            ("W okresie (zł)", "{{ line.total }}", 2.7),
        ),
        figures=(2, 3),
        total=("Razem", "", "", "{{ amounts.total }}"),
    )
    sheet.text("Razem: {{ amounts.total }} zł (słownie: {{ amounts.words }}).")


def _closing_list(sheet: WordSheet, title: str, collection: str) -> None:
    with sheet.when(collection):
        sheet.text(f"*{title}*")
        sheet.numbered(collection, "{{ item }}")


def _decision() -> WordSheet:
    sheet = _open("DECYZJA")
    sheet.heading("Strony postępowania", 2)
    _people(sheet, "parties")
    sheet.heading("Rozstrzygnięcie", 2)
    sheet.text("{{ basis }}")
    sheet.text("*{{ verb }}* {{ resolution }}")
    with sheet.when("amounts"):
        _amounts(sheet)
    sheet.numbered("operative", "{{ item }}")
    sheet.heading("Uzasadnienie", 2)
    with sheet.each("part in grounds"):
        sheet.heading("{{ part.heading }}", 3)
        sheet.paragraphs("part.paragraphs")
        sheet.bulleted("part.bullets")
    sheet.heading("Pouczenie", 2)
    sheet.numbered("notice", "{{ item }}")
    sheet.signatures(_of(SIGNED, "signatory", "S") + "(podpis osoby upoważnionej do wydania decyzji)")
    _closing_list(sheet, "Otrzymują:", "recipients")
    return _close(sheet)


def _duties(sheet: WordSheet, key: str) -> None:
    with sheet.when(key):
        sheet.heading(f"{{{{ headings.{key} }}}}", 2)
        sheet.table(
            f"duty in {key}",
            (
                ("Lp.", "{{ loop.index }}.", 1.2),
                ("Zobowiązanie", "{{ duty.text }}", 10.2),
                ("Termin", "{{ duty.due }}", 4.8),
            ),
        )


def _programme_parties(sheet: WordSheet) -> None:
    sheet.heading("{{ headings.applicant }}", 2)
    agent = "{{ represented_by.name }}"
    for part in ("position", "authorisation"):
        agent += f"{{% if represented_by.{part} %}}, {{{{ represented_by.{part} }}}}{{% endif %}}"
    sheet.text(
        "1. *{{ office.centre }}*, {{ office.address }}{% if represented_by.name %}, w którego imieniu "
        + "działa: "
        + agent
        + "{% endif %} – dalej: „Centrum”;"
    )
    sheet.text("2. " + _of(PERSON, "applicant") + " – dalej: „Cudzoziemiec”.")
    sheet.heading("{{ headings.family }}", 2)
    _people(sheet, "family")
    with sheet.when("residence"):
        sheet.text("Miejsce zamieszkania w czasie trwania programu: {{ residence }}")


def _programme_help(sheet: WordSheet) -> None:
    sheet.heading("{{ headings.amounts }}", 2)
    _amounts(sheet)
    with sheet.when("aid"):
        sheet.heading("{{ headings.aid }}", 2)
        sheet.bulleted("aid")
    _duties(sheet, "office_duties")
    _duties(sheet, "family_duties")
    sheet.heading("{{ headings.caseworker }}", 2)
    contact = "{% if caseworker.contact %}, {{ caseworker.contact }}{% endif %}"
    position = "{% if caseworker.position %}, {{ caseworker.position }}{% endif %}"
    sheet.text("{{ caseworker.name }}" + position + contact)
    with sheet.when("institutions"):
        sheet.heading("{{ headings.institutions }}", 2)
        columns = (("Instytucja", "{{ one.name }}", 6.8), ("Zakres pomocy", "{{ one.scope }}", 9.4))
        sheet.table("one in institutions", columns)


def _programme() -> WordSheet:
    sheet = _open("INDYWIDUALNY PROGRAM INTEGRACJI", number="Nr programu")
    sheet.text("uzgodniony w dniu {{ agreed_on }} na okres {{ term }}")
    _programme_parties(sheet)
    _programme_help(sheet)
    with sheet.when("monitoring"):
        sheet.heading("{{ headings.monitoring }}", 2)
        sheet.paragraphs("monitoring")
    with sheet.when("conditions"):
        sheet.heading("{{ headings.conditions }}", 2)
        sheet.bulleted("conditions")
    with sheet.when("interpreter"):
        sheet.heading("{{ headings.interpreter }}", 2)
        sheet.text("{{ interpreter }}")
    sheet.signatures(
        "{{ represented_by.name }}|{{ represented_by.position }}|(podpis w imieniu Centrum)",
        "{{ applicant.name }}|(podpis Cudzoziemca)",
    )
    _closing_list(sheet, "Załączniki:", "annexes")
    return _close(sheet)


def _side_by_side() -> WordSheet:
    sheet = _open("{{ heading }}", number="Nr")
    with sheet.when("language"):
        sheet.text("*{{ heading_too }}*", align=CENTRE, other=True)
        with sheet.each("n in notice"):
            sheet.text("*{{ n.pl }}*", size=9)
            sheet.text("{{ n.other }}", size=9, other=True)
    with sheet.each("s in sections"):
        sheet.heading("{{ s.heading.pl }}", 2)
        with sheet.when("language"):
            sheet.pair_table("s.rows", ("{{ columns[0] }}", "{{ columns[1] }}"))
        with sheet.when("not language"), sheet.each("row in s.rows"), sheet.each("l in row"):
            sheet.text("{{ l.pl }}")
    caption = "({{ s.caption }}){% if s.caption_too %} ({{ s.caption_too }}){% endif %}"
    with sheet.each("s in signatures"):
        sheet.text("." * 50)
        sheet.text("{{ s.name }} " + caption, size=9.5)
    return _close(sheet)


def _cost_statement() -> WordSheet:
    title = "ZESTAWIENIE KOSZTÓW REALIZACJI INDYWIDUALNEGO PROGRAMU INTEGRACJI"
    sheet = _open(title, addressee="*{{ voivode }}*")
    sheet.text("{{ opening }}")
    sheet.heading("Osoby objęte programem", 2)
    _people(sheet, "family")
    sheet.heading("Świadczenia pieniężne według osób", 2)
    _amounts(sheet)
    sheet.heading("Koszty według miesięcy", 2)
    sheet.table(
        "m in months",
        (
            ("Miesiąc", "{{ m.month }}", 4.2),
            ("Liczba osób", "{{ m.people }}", 2.4),
            ("Świadczenia (zł)", "{{ m.cash }}", 3.1),
            ("Składki zdrowotne (zł)", "{{ m.health }}", 3.7),
            ("Razem (zł)", "{{ m.total }}", 2.8),
        ),
        figures=(1, 2, 3, 4),
        total=("Razem", "", "{{ cash_total }}", "{{ health_total }}", "{{ total }}"),
    )
    sheet.text("Przewidywany koszt realizacji programu ogółem: *{{ total }} zł* (słownie: {{ words }}).")
    sheet.signatures(
        "{{ accountant.name }}|{{ accountant.position }}|(podpis)", _of(SIGNED, "signatory", "S") + "(podpis)"
    )
    _closing_list(sheet, "Załączniki:", "annexes")
    return _close(sheet)


def _supply_letter() -> WordSheet:
    addressee = _of(NAME, "addressee") + "{% if addressee_address %}, {{ addressee_address }}{% endif %}"
    sheet = _open("WEZWANIE DO USUNIĘCIA BRAKÓW WNIOSKU", addressee=addressee)
    sheet.text("{{ opening }}")
    sheet.numbered("missing", "*{{ item.what }}*{% if item.provision %} – {{ item.provision }}{% endif %}")
    sheet.heading("Termin i skutki", 2)
    sheet.paragraphs("consequence")
    sheet.signatures(_of(SIGNED, "signatory", "S") + "(podpis)")
    return _close(sheet)


def _plain_letter() -> WordSheet:
    addressee = "*{{ addressee }}*{% if addressee_address %}, {{ addressee_address }}{% endif %}"
    sheet = _open("{{ title }}", addressee=addressee)
    sheet.paragraphs("paragraphs")
    sheet.signatures(_of(SIGNED, "signatory", "S") + "(podpis)")
    _closing_list(sheet, "Załączniki:", "annexes")
    return _close(sheet)


def _receipt() -> WordSheet:
    sheet = _open("POTWIERDZENIE ZŁOŻENIA WNIOSKU", number="Numer wniosku")
    sheet.text("{{ opening }}")
    sheet.heading("Osoby objęte wnioskiem", 2)
    _people(sheet, "family")
    for key, heading in (
        ("received", "Dokumenty i oświadczenia złożone z wnioskiem"),
        ("missing", "Do uzupełnienia"),
    ):
        with sheet.when(key):
            sheet.heading(heading, 2)
            sheet.bulleted(key)
    with sheet.when("next_steps"):
        sheet.heading("Co dalej", 2)
        columns = (("Czynność", "{{ step.text }}", 10.6), ("Termin", "{{ step.due }}", 5.6))
        sheet.table("step in next_steps", columns)
    sheet.signatures(_of(SIGNED, "clerk", "S") + "(podpis przyjmującego wniosek)")
    return _close(sheet)


def _not_paid(sheet: WordSheet) -> None:
    with sheet.when("not_paid"):
        sheet.heading("Osoby bez wypłaty w tym miesiącu", 2)
        sheet.table(
            "line in not_paid",
            (
                ("Osoba", _of(CELL, "line.person"), 7.5),
                ("Sprawa", "{{ line.case_number }}", 4.0),
                ("Powód", "{{ line.reason }}", 13.3),
            ),
        )


def _payment_list() -> WordSheet:
    sheet = _open("LISTA WYPŁAT – {{ month }}", number="Numer listy", landscape=True)
    sheet.text("{{ due }}")
    sheet.table(
        "line in lines",
        (
            ("Lp.", "{{ loop.index }}.", 1.2),
            ("Osoba", _of(CELL, "line.person"), 6.2),
            ("Sprawa", "{{ line.case_number }}", 3.4),
            ("Rachunek", "{{ line.account }}", 6.0),
            ("Kwota (zł)", "{{ line.amount }}", 2.6),
            ("Uwagi", "{{ line.note }}", 5.4),
        ),
        figures=(4,),
        total=("Razem", "", "", "", "{{ total }}", ""),
    )
    sheet.text("{{ count }} na kwotę *{{ total }} zł* (słownie: {{ words }}).")
    _not_paid(sheet)
    sheet.text("*Sporządził(a):* {{ prepared }}")
    sheet.text("*Zatwierdził(a):* {{ approved }}")
    with sheet.when("sha256"):
        sheet.text("*SHA-256 zatwierdzonej listy:* {{ sha256 }}")
    return _close(sheet)


def _report() -> WordSheet:
    """Sections with paragraphs; the rows of a table as lines."""
    sheet = _open("{{ title }}", number="Numer")
    sheet.paragraphs("opening")
    with sheet.each("section in sections"):
        sheet.heading("{{ section.heading }}", 2)
        sheet.paragraphs("section.paragraphs")
        sheet.bulleted("section.lines")
    with sheet.each("one in signatories"):
        sheet.signatures(_of(SIGNED, "one", "S") + "(podpis)")
    return _close(sheet)


def _notice() -> WordSheet:
    addressee = "*{{ person }}*{% if address %}, {{ address }}{% endif %}"
    sheet = _open("WEZWANIE DO WYJAŚNIENIA", number="Numer", addressee=addressee)
    sheet.text(
        "Sprawa {{ case_number }}: indywidualny program integracji. Wzywa się stronę na podstawie art. 50 "
        "§ 1 k.p.a."
    )
    sheet.heading("Jakiego zobowiązania dotyczy pismo", 2)
    sheet.text("{{ duty }} ({{ provision }}).")
    sheet.heading("Co ustalono", 2)
    sheet.paragraphs("facts")
    sheet.heading("O co prosimy", 2)
    with sheet.when("language"):
        sheet.text("{{ unreviewed }}", size=9)
        sheet.beside("one in asked", ("Po polsku", "{{ column }}"), ("{{ one.pl }}", "{{ one.other }}"))
    with sheet.when("not language"), sheet.each("one in asked"):
        sheet.text("{{ one.pl }}")
    sheet.signatures(_of(SIGNED, "signatory", "S") + "(podpis)")
    return _close(sheet)


_TEMPLATES: dict[str, Callable[[], WordSheet]] = {
    "decision": _decision,
    "programme": _programme,
    "side_by_side": _side_by_side,
    "cost_statement": _cost_statement,
    "supply_letter": _supply_letter,
    "plain_letter": _plain_letter,
    "receipt": _receipt,
    "payment_list": _payment_list,
    "report": _report,
    "notice": _notice,
    "note": _report,
    "move_notice": _plain_letter,
    "certificate": _plain_letter,
    "case_letter": _plain_letter,
}
