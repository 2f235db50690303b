"""The list of cases, with how urgent each is and why."""

from django.views.decorators.http import require_GET

from kladka.casework.cases.views import case_list_page

from .wording import urgency


@require_GET
def case_list(request):
    """Cases by filter and order, or the answer to a search."""
    return case_list_page(request, urgency=urgency)
