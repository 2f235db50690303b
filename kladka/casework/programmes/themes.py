"""Themes of goals: the three areas of monitoring (rozporządzenie § 5) and the domains of needs."""

AREAS = {
    "language": "nauka języka polskiego",
    "work": "funkcjonowanie zawodowe",
    "social": "funkcjonowanie społeczne",
}
DOMAINS = {
    "D1": "urzędy, dokumenty i życie w Polsce",
    "D2": "język polski",
    "D3": "żywność, dochód i długi",
    "D4": "mieszkanie",
    "D5": "więzi rodzinne",
    "D6": "bezpieczeństwo",
    "D7": "dzieci, szkoła i opieka",
    "D8": "praca i kwalifikacje",
    "D9": "zdrowie",
    "D10": "status i pobyt",
    "D11": "więzi z otoczeniem",
}
THEMES = AREAS | DOMAINS
_AREA_OF = {"D2": "language", "D8": "work"}


def area_of(theme):
    """The area of § 5 in which progress of a theme is monitored."""
    return theme if theme in AREAS else _AREA_OF.get(theme, "social")
