"""Polish words for applications: states, the next step, and the steps of the "Dlaczego?" pages."""

from dataclasses import dataclass

from kladka.documents.polish import day
from kladka.law.polish import plural

from .models import Application

State = Application.State

BADGES = {
    State.FILED: "azure",
    State.SUPPLEMENT: "yellow",
    State.COMPLETE: "green",
    State.GRANTED: "green",
    State.REFUSED: "red",
    State.UNEXAMINED: "secondary",
}


@dataclass(frozen=True)
class Line:
    """A step of an explanation: a sentence and the provision it rests on."""

    text: str
    provision: str = ""


def days(number):
    """1 dzień, 2 dni, 5 dni."""
    return f"{number} {plural(number, 'dzień', 'dni', 'dni')}"


def clock_words(clock):
    """Where the filing lies in the term, in two or three words."""
    if clock.number < 0:
        return "złożono przed doręczeniem decyzji"
    if clock.late:
        return f"{days(clock.over)} po terminie"
    return f"w terminie, {days(clock.left)} przed końcem" if clock.left else "w ostatnim dniu terminu"


def next_step(application, *, missing, letter, today, eligible):
    """(what to do now, tail of the address below /wniosek/ or an anchor); None when the rest is elsewhere.

    `eligible` says whether the law proposes to cover anybody.
    """
    if not eligible and not application.coverage_confirmed_by_id:
        return "Nikt z rodziny nie spełnia warunków. Sprawdź dane albo przygotuj projekt odmowy.", "odmowa/"
    if missing:
        text, where = _about_missing(letter, today)
        return f"Brakuje: {len(missing)}. {text}", where
    if application.coverage_confirmed_by_id:
        return None
    return "Wniosek jest kompletny. Potwierdź, kogo obejmuje.", "objeci/"


def _about_missing(letter, today):
    if letter is None:
        return "Odnotuj, co wpłynęło, albo wezwij do uzupełnienia.", "wezwanie/"
    if letter.delivered_on is None:
        return f"Odnotuj doręczenie wezwania z {day(letter.issued_on)}", "#wezwania"
    if today <= letter.day:
        return f"Rodzina ma czas do {day(letter.day)}", "#zalaczniki"
    text = (
        f"Termin minął {day(letter.day)} Jeżeli nic nie przyszło, wniosek można pozostawić bez rozpoznania."
    )
    return text, "bez-rozpoznania/"


def why_application_term(clock):
    """How the sixty days were counted."""
    term = clock.term
    lines = [
        Line(f"Decyzję doręczono {day(clock.delivered_on)}", "ups art. 91 ust. 3"),
        Line("Dnia doręczenia nie wlicza się do terminu.", "KPA art. 57 § 1"),
        Line(
            f"Termin wynosi {days(clock.length)}; ostatni z nich to {day(term.raw_day)}", "ups art. 91 ust. 3"
        ),
        _moved(term),
        Line(f"Wniosek złożono {day(clock.counted_on)}, w dniu {clock.number} z {clock.length}."),
    ]
    if clock.late:
        lines.append(
            Line(
                f"To {days(clock.over)} po terminie. Program z tego powodu nie odmawia; decyduje człowiek.",
                "ups art. 91 ust. 3",
            )
        )
    else:
        lines.append(Line("Termin został zachowany."))
    return lines


def _moved(term):
    if term.raw_day == term.day:
        return Line(
            "Ten dzień nie jest sobotą ani dniem ustawowo wolnym, więc termin się nie przesuwa.",
            "KPA art. 57 § 4",
        )
    return Line(
        f"Ten dzień jest sobotą albo dniem ustawowo wolnym, więc termin upływa {day(term.day)}",
        "KPA art. 57 § 4",
    )


def why_decision_term(application, deadline):
    """How the term of the decision was counted from the filing."""
    months = (deadline.raw_day.year - application.filed_on.year) * 12
    months += deadline.raw_day.month - application.filed_on.month
    kind = "szczególnie skomplikowaną" if months > 1 else "wymagającą postępowania wyjaśniającego"
    length = f"{months} {plural(months, 'miesiąc', 'miesiące', 'miesięcy')}"
    return [
        Line(
            f"Postępowanie wszczęto {day(application.filed_on)}, z dniem złożenia wniosku.", "KPA art. 61 § 3"
        ),
        Line(f"Sprawę {kind} załatwia się w {length}: do {day(deadline.raw_day)}", "KPA art. 35 § 3"),
        _moved(deadline),
        Line(
            "Nie wlicza się opóźnień z winy strony ani z przyczyn niezależnych od organu.", "KPA art. 35 § 5"
        ),
    ]


def why_supply_term(letter):
    """How the term to supply was counted from the delivery of the letter."""
    return [
        Line(f"Wezwanie z {day(letter.issued_on)} doręczono {day(letter.delivered_on)}", "KPA art. 64 § 2"),
        Line("Dnia doręczenia nie wlicza się do terminu.", "KPA art. 57 § 1"),
        Line(f"Wyznaczono {days(letter.term_days)}, czyli do {day(letter.raw_day)}", "KPA art. 64 § 2"),
        _moved(letter),
    ]


def why_covered(applicant, proposal, warnings):
    """Why the law covers a person or not, and what was confirmed."""
    verdict = "obejmuje" if proposal.covered else "nie obejmuje"
    lines = [
        Line(proposal.reason.text, proposal.reason.provision),
        Line(f"Propozycja programu: wniosek {verdict} tę osobę. Potwierdza ją człowiek."),
    ]
    lines += [Line(f"Uwaga: {warning.text}", warning.provision) for warning in warnings]
    if applicant.covered is not None:
        confirmed = "objęta" if applicant.covered else "nieobjęta"
        reason = f" Powód zmiany: {applicant.coverage_reason}" if applicant.coverage_reason else ""
        lines.append(Line(f"Pracownik potwierdził: {confirmed}.{reason}"))
    return lines
