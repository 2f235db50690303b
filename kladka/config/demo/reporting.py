"""Reports of the demo: last year's finished, this year's counted, a set of rows counted for a half."""

from kladka.casework.reports import actions, run_actions
from kladka.casework.reports.definitions import example
from kladka.casework.reports.spans import parts_of_year

TEXTS = {
    "context": "Programy prowadziło dwoje realizatorów. Najtrudniej było znaleźć mieszkanie z umową "
    "na co najmniej rok: rodziny szukały go średnio dwa miesiące.",
    "schooling": "Wszystkie dzieci w wieku szkolnym chodzą do szkoły. Potrzebne są dodatkowe godziny "
    "języka polskiego w klasach IV–VIII.",
    "evaluation": "Postępy w języku są wyraźne tam, gdzie kurs odbywał się w miejscu zamieszkania. Praca "
    "jest najczęściej poniżej kwalifikacji.",
    "partners": "Organizacja pozarządowa prowadziła kurs języka i pomagała w urzędach.",
    "overall": "Większość rodzin wykonuje zobowiązania z programów.",
    "conclusions": "Kurs języka przed programem skróciłby drogę do pracy. Kwoty nie pokrywają najmu.",
}


def report(centre, today):
    """The head reports; what is counted here is counted at once, the rest when the server starts."""
    head, organisation = centre.head, centre.organisation
    for year in (today.year - 1, today.year):
        draft = actions.begin_year_report(organisation, year, by=head)
        run_actions.work.call(draft.runs.get().key)
        actions.write_texts(draft, TEXTS, by=head)
        if year < today.year:
            actions.finish_year_report(draft, by=head)
    rows = actions.save_set(organisation, example(), by=head)
    half = parts_of_year(today.year)[1 if today.month > 6 else 0]
    run_actions.work.call(run_actions.count_set(rows, half, by=head).key)
