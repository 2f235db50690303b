"""Who may see lists of contributions, prepare and approve them, and record filings with ZUS."""

from django.http import Http404

from kladka.accounts import permissions as accounts

from .models import ContributionList, OtherTitle


def list_for(user, key):
    """The list with this key if it belongs to a centre whose money the user may see."""
    lists = ContributionList.objects.filter(organisation_id__in=accounts.money_organisation_ids(user))
    try:
        found = lists.select_related("prepared_by", "approved_by").get(key=key)
    except ContributionList.DoesNotExist as error:
        raise Http404("Nie ma takiego zestawienia.") from error
    found.organisation = accounts.own_organisation(user, found.organisation_id)
    return found


def can_prepare(user, organisation_id):
    return accounts.can_handle_payments(user, organisation_id)


def can_approve(user, found):
    """A head who neither prepared nor submitted this list."""
    authors = (found.prepared_by_id, found.submitted_by_id)
    return accounts.can_approve(user, found.organisation_id) and user.pk not in authors


def can_send_back(user, found):
    return accounts.can_approve(user, found.organisation_id)


def can_file(user, organisation_id):
    """Whoever works with the family or pays it."""
    handles = accounts.can_handle_cases(user, organisation_id)
    return handles or accounts.can_handle_payments(user, organisation_id)


def title_of(case, key):
    """Another title of a person of a case that was loaded with permission."""
    titles = OtherTitle.objects.filter(case=case, key=key)
    found = titles.select_related("case__organisation", "person").first()
    if found is None:
        raise Http404("Nie ma takiego tytułu.")
    return found
