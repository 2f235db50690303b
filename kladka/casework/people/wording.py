"""Words offered while a person is typed in: reasons for no PESEL, citizenships, languages."""

NO_PESEL = (
    "w trakcie nadawania",
    "nie wystąpiono jeszcze o nadanie",
    "odmówiono nadania",
    "osoba nie ma numeru przy sobie",
)

# As civil status is written in Polish papers, for a man and for a woman.
MARITAL_STATUSES = (
    "kawaler, panna",
    "żonaty, mężatka",
    "w separacji",
    "rozwiedziony, rozwiedziona",
    "wdowiec, wdowa",
)

# Offered, never required: any other may be typed.
CITIZENSHIPS = (
    "Afganistan",
    "Armenia",
    "Azerbejdżan",
    "Białoruś",
    "Czad",
    "Demokratyczna Republika Konga",
    "Egipt",
    "Erytrea",
    "Etiopia",
    "Gruzja",
    "Irak",
    "Iran",
    "Jemen",
    "Kamerun",
    "Kazachstan",
    "Kirgistan",
    "Palestyna",
    "Rosja",
    "Somalia",
    "Sudan",
    "Syria",
    "Tadżykistan",
    "Turcja",
    "Ukraina",
    "Uzbekistan",
    "bezpaństwowiec",
)
LANGUAGES = (
    "angielski",
    "arabski",
    "azerski",
    "białoruski",
    "czeczeński",
    "dari",
    "francuski",
    "gruziński",
    "kurdyjski",
    "ormiański",
    "paszto",
    "perski",
    "polski",
    "rosyjski",
    "somalijski",
    "tadżycki",
    "tigrinia",
    "turecki",
    "ukraiński",
)
