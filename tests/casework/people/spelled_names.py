"""Names as offices spell them: what is asked for, and what stands on the card. All invented bearers."""

PAIRS = """
Kovalchuk Kowalczuk
Kowalczuk Kovalchuk
Kovalčuk Kowalczuk
Ковальчук Kovalchuk
Khaled Chalid
Chalid Khaled
Yulia Julia
Julia Yuliia
Iuliia Julia
Julija Yulia
Shevchenko Szewczenko
Szewczenko Shevchenko
Ševčenko Szewczenko
Schewtschenko Shevchenko
Shcherbak Szczerbak
Szczerbak Shcherbak
Ščerbak Shcherbak
Ivanov Iwanow
Iwanow Ivanov
Ivanoff Iwanow
Ivanenko Iwanenko
Zhukova Żukowa
Żukowa Zhukova
Žukova Żukowa
Zhuk Żuk
Żuk Zhuk
Chyzh Czyż
Czyż Chyzh
Yaroslav Jarosław
Jaroslaw Yaroslav
Iaroslav Jarosław
Yevhen Jewhen
Jewhen Yevhen
Yelena Jelena
Jelena Elena
Elena Jelena
Volodymyr Wołodymyr
Wolodymyr Volodymyr
Vladimir Władimir
Wladimir Vladimir
Serhii Serhij
Sergey Siergiej
Siergiej Sergei
Serhiy Siergiej
Halyna Galina
Galina Hałyna
Hryhorii Grigorij
Oleh Oleg
Mykhailo Mychajło
Mychajło Mykhailo
Mikhail Michaił
Michail Mikhail
Nataliya Natalia
Natalija Nataliia
Tetiana Tetjana
Tetjana Tetiana
Tatyana Tatiana
Tatjana Tatyana
Oksana Oxana
Oxana Oksana
Aleksandr Alexander
Alexander Aleksandr
Oleksandr Ołeksandr
Oleksii Oleksij
Aleksiej Alexey
Alexei Aleksiej
Dmytro Dmitro
Dmitry Dmitrij
Dmitrij Dmitriy
Andrii Andrij
Andriy Andrij
Andrei Andriej
Maryna Marina
Mariia Marija
Maria Mariya
Mar'iana Marjana
Ilya Ilja
Illia Ilja
Yurii Jurij
Jurij Yuriy
Zelinsky Zelinskyi
Zelinskij Zelinsky
Lysenko Łysenko
Tkachenko Tkaczenko
Tkačenko Tkachenko
Tkatschenko Tkaczenko
Kravchuk Krawczuk
Krawczuk Kravchuk
Kravets Krawec
Krawec Kravets
Kuznetsov Kuzniecow
Kuzniecow Kuznetsov
Tsymbal Cymbał
Cymbal Tsymbal
Khomenko Chomenko
Chomenko Khomenko
Tsikhanovich Cichanowicz
Cichanowicz Tsikhanovich
Siarhei Siarhiej
Yauhen Jauhien
Ryhor Ryhor
Aliaksandr Alaksandr
Katsiaryna Kaciaryna
Kaciaryna Katsiaryna
Zhanna Żanna
Żanna Zhanna
Pavliuk Pawluk
Melnychuk Melnyczuk
Miller Müller
Muhammad Mohammed
Mohamed Muhammad
Mohammad Mohamed
Magomed Muhammad
Achmed Ahmed
Ahmad Achmed
Achmet Ahmed
Husain Hussein
Hussein Husajn
Hassan Hasan
Hasan Hassan
Yusuf Jusuf
Jusuf Youssef
Yousef Yusuf
Omar Umar
Umar Omar
Osama Usama
Ibrahim Ebrahim
Mustafa Moustapha
Mahmoud Mahmud
Mahmud Mahmoud
Khalil Chalil
Chalil Khalil
Jamal Dżamal
Dżamal Djamal
Djamal Jamal
Jamila Dżamila
Najib Nadżib
Nadżib Nadjib
Hajar Hadżar
Qasim Kasim
Kasim Qasem
Tariq Tarik
Tarek Tariq
Aisha Aisza
Ajsza Aisha
Aicha Aisha
Fatima Fatimah
Fatma Fatima
Sarah Sara
Abdullah Abdulla
Abdulrahman Abdelrahman
Abdurrahman Abdulrahman
Al-Hariri Hariri
Hariri al-Hariri
Alhariri al-Hariri
Rashid Raszid
Raszid Rachid
Shirin Szirin
Bashir Baszir
Khadija Chadidża
Chadidża Khadija
Zaynab Zeinab
Zainab Zejnab
Layla Leila
Lejla Layla
Nour Nur
Noor Nur
Ghassan Gassan
Saleh Salih
Yasmin Jasmin
Jasmin Yasmine
Yahya Jahja
Jahja Yahia
Ismail Ismaił
Isma'il Ismail
Karim Kareem
Nadezhda Nadieżda
Nadiya Nadija
Svetlana Swietłana
Światlana Svetlana
Viacheslav Wiaczesław
Vyacheslav Wiaczesław
Bohdan Bogdan
Ihor Igor
Lyudmila Ludmiła
Liudmyla Ludmiła
"""

# A thousand bearers of the office, two names each: what must not come up with somebody else's name.
GIVEN = """
Olena Amina Dmytro Zarina Jusuf Maryja Taras Lejla Samuel Nadzieja Oksana Iryna Wiktor Natalia Ludmiła Pawło
Roman Sofija Anna Danyło Maksym Artem Bogdan Igor Stepan Ostap Łesia Myrosława Zoja Wira Lubow Hanna Kateryna
Daria Polina Alina Ilona Karina Diana Marta Nina Rusłan Aslan Zelimchan Madina Zalina Aset Chawa Petimat Ali
Hamza Bilal Said Salim Samir Rami Rana Rima Hiba Dina Nadia Salma Maha Walid Zijad Anas Jakub Junus Idris Musa
Isa Harun Marwan Adnan Faris Firas Basel Tamer Amir Emir Dawit Tesfaj Selam Hirut Abeba Kidane Biniam Rahwa
"""
FAMILY = """
Iwanenko Petrenko Sydorenko Bondarenko Bondar Moroz Kozak Kozaczenko Lysenko Rudenko Sawczenko Marczenko
Pawlenko Hnatiuk Romaniuk Stepaniuk Kostiuk Danyluk Polishczuk Panczuk Saweluk Hrycak Bojko Łytwyn Kłymenko
Koval Tkacz Kravec Honczar Melnyk Holub Zajec Wowk Łys Medwid Sokół Soroka Horobec Wasylenko Tymoszenko
Hamidow Magomiedow Achmadow Dudajew Basajew Saidow Alijew Karimow Rachimow Nazarow Szaripow Jusupow Musajew
Sadig Rahimi Ahmadi Karimi Hosseini Mohammadi Nazari Sultani Azizi Haidari Qaderi Wardak Noori Popal Safi
Hariri Chalil Nasser Haddad Khoury Mansour Saleh Aziz Darwisz Szahin Jaziri Sabbagh Najjar Hamdan Issa Salloum
"""


def pairs():
    """[(asked for, standing on the card)]."""
    return [tuple(line.split()) for line in PAIRS.strip().splitlines()]


def bearers(count=2000):
    """Two thousand different names, given and family, spread evenly over both lists."""
    given, family = GIVEN.split(), FAMILY.split()
    every = [f"{one} {other}" for one in given for other in family]
    return every[:: len(every) // count][:count]
