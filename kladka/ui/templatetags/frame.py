"""The frame of every page: addresses of files and the menu, which are made once and not for every page."""

from functools import cache

from django import template
from django.contrib.staticfiles.storage import staticfiles_storage
from django.template.base import TextNode

from kladka.ui.markup import format_html, format_html_join

register = template.Library()

# What one must be allowed to (`accounts.permissions.may`; None: everybody), the address, the words.
MENU = (
    ("today", "/", "Dziś"),
    ("cases", "/sprawy/", "Sprawy"),
    ("cases", "/wnioski/", "Wnioski"),
    ("cases", "/programy/", "Programy"),
    ("cases", "/monitorowanie/", "Monitorowanie"),
    ("cases", "/decyzje/", "Decyzje"),
    ("money", "/wyplaty/", "Wypłaty"),
    ("money", "/skladki/", "Składki"),
    ("money", "/rozliczenia/", "Rozliczenia"),
    ("shared", "/udostepnione/", "Udostępnione mi"),
    ("people", "/osoby/", "Osoby"),
    (None, "/prawo/", "Prawo"),
)
OWN_MENU = (
    (None, "/konto/", "Moje konto"),
    ("cases", "/po-programie/", "Po programie"),
    ("cases", "/przypomnienia/", "Przypomnienia i kalendarz"),
    ("people", "/rodo/", "Ochrona danych"),
    ("exchange", "/wymiana/", "Wymiana danych"),
    ("handles", "/programy/zestawy/", "Zestawy celów"),
    ("cases", "/zmiany/", "Zmiany w rodzinach"),
    ("cases", "/przekazania/", "Przekazania spraw"),
    ("supervision", "/wymiana/powtorzenia/", "Powtórzenia"),
    ("supervision", "/nadzor/", "Nadzór"),
    ("supervision", "/nadzor/obciazenie/", "Obciążenie i jakość danych"),
    ("reports", "/sprawozdania/", "Sprawozdania"),
    ("templates", "/wzory/", "Wzory pism"),
    ("controls", "/kontrole/", "Kontrole wojewody"),
)
PARTS = {address for _, address, _ in MENU}


@register.tag
def static(parser, token):
    """`{% static 'ui/kladka.css' %}`: the address of a file, looked up when the template is read."""
    _, name = token.split_contents()
    return TextNode(staticfiles_storage.url(name.strip("'\"")))


@register.simple_tag(takes_context=True)
def menu(context):
    """The parts of the program that the user's roles open; the one that is open now is marked."""
    path = context["request"].path
    part = f"/{path.split('/')[1]}/" if path != "/" else path
    return _menu(_allowed(context), part if part in PARTS else "", path == part)


@register.simple_tag(takes_context=True)
def own_menu(context):
    """What stands under the user's own name."""
    return _own_menu(_allowed(context))


def _allowed(context):
    return frozenset([None, *(name for name, given in context.get("may", {}).items() if given)])


@cache
def _menu(allowed, part, whole):
    now = format_html(' aria-current="{}"', "page" if whole else "true")
    return format_html_join(
        "\n",
        '<a class="nav-link{}" href="{}"{}>{}</a>',
        (
            (" active" if address == part else "", address, now if address == part else "", words)
            for name, address, words in MENU
            if name in allowed
        ),
    )


@cache
def _own_menu(allowed):
    links = ((address, words) for name, address, words in OWN_MENU if name in allowed)
    return format_html_join("\n", '<a class="dropdown-item" href="{}">{}</a>', links)
