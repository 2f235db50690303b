"""Whose data a user may see: persons of the organisations they work for today."""

from django.http import Http404

from kladka.accounts.permissions import organisation_ids

from .models import Person


def person_for(user, key):
    """The person with this key if the user may see them; otherwise they do not exist for this user."""
    try:
        return Person.objects.get(key=key, organisation_id__in=organisation_ids(user))
    except Person.DoesNotExist as error:
        raise Http404("Nie ma takiej osoby.") from error
