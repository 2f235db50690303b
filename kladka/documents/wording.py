"""Standing paragraphs of the letters, in the statute's words, with the provision at the end of each.

Read in: Kodeks postępowania administracyjnego, Dz.U. 2024 poz. 572; ustawa o pomocy społecznej,
Dz.U. 2024 poz. 1283; the regulation of 7.04.2015, Dz.U. 2015 poz. 515.
"""

from kladka.law.polish import plural

KPA = "ustawy z dnia 14 czerwca 1960 r. – Kodeks postępowania administracyjnego"
SOCIAL_ASSISTANCE_ACT = "ustawy z dnia 12 marca 2004 r. o pomocy społecznej"
DRAFT = "PROJEKT – dokument roboczy, nie wywołuje skutków prawnych."


def in_days(count: int) -> str:
    """Write a term in days: ``14 dni``, ``1 dnia``."""
    return f"{count} {plural(count, 'dnia', 'dni', 'dni')}"


IMMEDIATE = (
    "Decyzji nadano rygor natychmiastowej wykonalności, dlatego podlega wykonaniu przed upływem terminu do "
    "wniesienia odwołania, a wniesienie odwołania nie wstrzymuje jej wykonania (art. 130 § 3 pkt 1 k.p.a.). "
    "Organ odwoławczy może w uzasadnionych przypadkach wstrzymać natychmiastowe wykonanie decyzji (art. 135 "
    "k.p.a.)."
)

EARLIER = (
    "Decyzja podlega jednak wykonaniu wcześniej, jeżeli jest zgodna z żądaniem wszystkich stron lub jeżeli "
    "wszystkie strony zrzekły się prawa do wniesienia odwołania (art. 130 § 4 k.p.a.)."
)


def appeal_notice(
    *, appeal_body: str, office: str, days: int, grants: bool, immediate: bool = False
) -> tuple[str, ...]:
    """Instruction on appeal (KPA art. 107 § 1 pkt 7, 127–130); ``appeal_body`` in the genitive."""
    paragraphs = (
        f"Od niniejszej decyzji służy odwołanie do {appeal_body}. Odwołanie wnosi się za pośrednictwem "
        f"organu, który wydał decyzję ({office}), w terminie {in_days(days)} od dnia doręczenia decyzji "
        "stronie (art. 127 § 1 oraz art. 129 § 1 i 2 Kodeksu postępowania administracyjnego, dalej: "
        "k.p.a.).",
        "Odwołanie nie wymaga szczegółowego uzasadnienia. Wystarczy, jeżeli z odwołania wynika, że strona "
        "nie jest zadowolona z wydanej decyzji (art. 128 k.p.a.). Odwołanie może złożyć także inna osoba "
        "za zgodą osoby ubiegającej się o świadczenie (art. 106 ust. 6 ustawy o pomocy społecznej).",
        "Przed upływem terminu do wniesienia odwołania strona może zrzec się prawa do wniesienia odwołania "
        "wobec organu, który wydał decyzję. Z dniem doręczenia organowi oświadczenia o zrzeczeniu się tego "
        "prawa przez ostatnią ze stron postępowania decyzja staje się ostateczna i prawomocna (art. 127a "
        "k.p.a.). Oznacza to, że decyzji nie można już zaskarżyć ani do organu odwoławczego, ani do sądu "
        "administracyjnego.",
        "Przed upływem terminu do wniesienia odwołania decyzja nie ulega wykonaniu, a wniesienie odwołania "
        "w terminie wstrzymuje jej wykonanie (art. 130 § 1 i 2 k.p.a.).",
    )
    if immediate:
        paragraphs = (*paragraphs[:3], IMMEDIATE)
    if not grants:
        return paragraphs
    return (
        *paragraphs[:3],
        paragraphs[3] if immediate else f"{paragraphs[3]} {EARLIER}",
        "Osoby i rodziny korzystające ze świadczeń są obowiązane niezwłocznie poinformować organ, który "
        "przyznał świadczenie, o każdej zmianie w ich sytuacji osobistej, dochodowej i majątkowej, która "
        "wiąże się z podstawą do przyznania świadczeń (art. 109 ustawy o pomocy społecznej).",
    )


def supply_consequence(days: int) -> tuple[str, ...]:
    """What follows when gaps are or are not filled (KPA art. 64 § 2 and 57 § 5 pkt 2)."""
    return (
        f"Braki należy usunąć w terminie {in_days(days)} od dnia doręczenia niniejszego wezwania. "
        "Nieusunięcie tych braków w wyznaczonym terminie spowoduje pozostawienie podania bez rozpoznania "
        "(art. 64 § 2 k.p.a.).",
        "Termin uważa się za zachowany, jeżeli przed jego upływem pismo nadano w polskiej placówce pocztowej "
        "operatora wyznaczonego (art. 57 § 5 pkt 2 k.p.a.). Dokumenty można też złożyć osobiście.",
        "Jeżeli któregoś z dokumentów jeszcze Państwo nie otrzymali (na przykład karta pobytu jest w trakcie "
        "wydawania), prosimy o pisemną informację o tym w tym samym terminie.",
    )


def privacy_clause(centre: str, address: str, *, inspector: str = "", retention: str = "") -> tuple[str, ...]:
    """Information on personal data at the foot of a print (RODO art. 13 and 14; ups art. 100)."""
    officer = f" Inspektor ochrony danych: {inspector}." if inspector else ""
    period = retention or "okres wynikający z jednolitego rzeczowego wykazu akt"
    return (
        f"Administratorem danych osobowych jest {centre}, {address}.{officer} Dane przetwarza się w celu "
        "udzielenia pomocy dla cudzoziemca i realizacji indywidualnego programu integracji, na podstawie "
        "art. 6 ust. 1 lit. c i e oraz art. 9 ust. 2 lit. b i g RODO w związku z art. 100 ustawy o pomocy "
        "społecznej. Dane pochodzą od Państwa, z Państwa dokumentów i z pism urzędów.",
        "Odbiorcami danych mogą być wojewoda, bank wykonujący wypłaty oraz instytucje wskazane w "
        f"programie. Dane przechowuje się przez {period}. Przysługuje Państwu prawo dostępu do danych, ich "
        "sprostowania i ograniczenia przetwarzania, prawo sprzeciwu oraz skargi do Prezesa Urzędu Ochrony "
        "Danych Osobowych. Podanie danych jest wymogiem ustawowym; bez nich nie można rozpatrzyć wniosku. "
        "Decyzji nie podejmuje się automatycznie.",
    )
