"""`kladka organisation`: a new organisation and the first person who keeps its accounts."""

import tomllib
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from kladka.accounts.links import password_link
from kladka.accounts.models import Membership, Organisation
from kladka.staff import actions


class Command(BaseCommand):
    help = "Zakłada jednostkę z pliku TOML i pierwsze konto: administratora kont. Wypisuje jego odnośnik."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, metavar="PLIK", help="dane jednostki (wzór: examples/deploy)")
        parser.add_argument("--administrator", required=True, metavar="ADRES", help="adres e-mail osoby")
        parser.add_argument("--name", required=True, help="imię i nazwisko tej osoby")

    def handle(self, *, file, administrator, name, **options):
        try:
            details = tomllib.loads(file.read_text(encoding="utf-8"))
            organisation = Organisation(**details)
        except (OSError, tomllib.TOMLDecodeError, TypeError) as error:
            raise CommandError(f"Nie udało się odczytać danych jednostki z {file}: {error}") from error
        membership = _unused(organisation.name, administrator)
        if membership is None:
            membership = _founded(organisation, administrator, name)
            self.stdout.write(f"Założono: {membership.organisation}. Administrator kont: {membership.user}.")
        self.stdout.write(f"{password_link(membership.user, _base())}")
        self.stdout.write("Odnośnik działa raz, przez 24 godziny. Nowy wypisze to samo polecenie.")


def _unused(organisation, email):
    """The administrator's role in an organisation founded before, when nobody has set the password yet."""
    role = Membership.Role.ADMINISTRATOR
    found = Membership.objects.filter(organisation__name=organisation, user__email=email.lower(), role=role)
    membership = found.select_related("user", "organisation").first()
    return membership if membership and not membership.user.has_usable_password() else None


def _founded(organisation, email, name):
    try:
        return actions.found(organisation, email=email, name=name)
    except ValidationError as error:
        raise CommandError("Nie założono jednostki. " + " ".join(error.messages)) from error


def _base():
    """Where people open the program: the first of its host names."""
    return f"{'https' if settings.HTTPS else 'http'}://{settings.ALLOWED_HOSTS[0]}"
