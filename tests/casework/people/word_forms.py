"""Inflected forms of words that stand in notes: a line a word. The rules were made with TUNED alone."""

TUNED = """
szkoła szkoły szkole szkołę szkołą szkół szkołom szkołach szkołami
mieszkanie mieszkania mieszkaniu mieszkaniem mieszkań mieszkaniom mieszkaniach
lekarz lekarza lekarzowi lekarzem lekarzu lekarze lekarzy lekarzami
praca pracy pracę pracą prac pracach
dziecko dziecka dziecku dzieckiem dzieci dzieciom dziećmi dzieciach
urząd urzędu urzędowi urzędem urzędzie urzędy urzędów urzędach
dokument dokumentu dokumentem dokumencie dokumenty dokumentów dokumentami
kurs kursu kursem kursie kursy kursów kursach
wniosek wniosku wnioskiem wnioski wniosków wnioskami wnioskach
tłumacz tłumacza tłumaczem tłumaczowi tłumacze tłumaczy
córka córki córce córkę córką córek córkom córkami
syn syna synowi synem synu synowie synów
mąż męża mężowi mężem mężu
lekcja lekcji lekcję lekcją lekcje lekcjach
spotkanie spotkania spotkaniu spotkaniem spotkań spotkaniach
przedszkole przedszkola przedszkolu przedszkolem przedszkoli
matka matki matce matkę matką matek matkami
ojciec ojca ojcu ojcem ojcowie
umowa umowy umowie umowę umową umów umowach
czynsz czynszu czynszem czynszowi czynsze czynszów
adres adresu adresem adresie adresy adresów
miasto miasta miastu miastem mieście miast miastach
polski polska polskiego polskiemu polskim polskiej polską
chory chora chorego chorej chorym chorych chorzy
zadzwonić zadzwonił zadzwoniła zadzwonili zadzwoni
szpital szpitala szpitalu szpitalem szpitale szpitali
""".strip().splitlines()

UNSEEN = """
rodzina rodziny rodzinie rodzinę rodziną rodzin rodzinom rodzinami
sąsiad sąsiada sąsiadowi sąsiadem sąsiedzie sąsiedzi sąsiadów sąsiadami
nauczycielka nauczycielki nauczycielce nauczycielkę nauczycielką nauczycielek
pracownik pracownika pracownikowi pracownikiem pracowniku pracownicy pracowników pracownikami
zasiłek zasiłku zasiłkiem zasiłki zasiłków zasiłkach
ubezpieczenie ubezpieczenia ubezpieczeniu ubezpieczeniem ubezpieczeń ubezpieczeniach
recepta recepty recepcie receptę receptą recept receptami
przychodnia przychodni przychodnię przychodnią przychodnie przychodniach
właściciel właściciela właścicielowi właścicielem właściciele właścicieli
kaucja kaucji kaucję kaucją kaucje kaucjach
paszport paszportu paszportem paszporcie paszporty paszportów
żona żony żonie żonę żoną żon żonami
brat brata bratu bratem bracie
ciąża ciąży ciążę ciążą
ośrodek ośrodka ośrodku ośrodkiem ośrodki ośrodków ośrodkach
świetlica świetlicy świetlicę świetlicą świetlic świetlicach
psycholog psychologa psychologowi psychologiem psychologu psycholodzy psychologów
przemoc przemocy przemocą
termin terminu terminowi terminem terminie terminy terminów terminach
pomoc pomocy pomocą
dług długu długiem długi długów długach
autobus autobusu autobusem autobusie autobusy autobusów
meldunek meldunku meldunkiem meldunki meldunków
operacja operacji operację operacją operacje operacjach
nowy nowa nowego nowej nowym nowych nową
zdrowotny zdrowotna zdrowotnego zdrowotnej zdrowotnym zdrowotnych
bezrobotny bezrobotna bezrobotnego bezrobotnej bezrobotnym bezrobotni
umówić umówił umówiła umówili umówimy
pracować pracuje pracował pracowała pracują
mieszkać mieszka mieszkał mieszkała mieszkają mieszkali
Kowalenko Kowalenki Kowalence Kowalenkę Kowalenką
""".strip().splitlines()
