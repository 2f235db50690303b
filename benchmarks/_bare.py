"""Addresses of the page benchmark: the program's own, and a bare list for comparison."""

from django.http import HttpResponse
from django.template import engines
from django.urls import include, path

from kladka.casework.cases.models import Case

TEMPLATE = engines["django"].from_string(
    "<h1>{{ user.name }}</h1><table>{% for case in cases %}<tr><td>{{ case.number }}</td>"
    "<td>{{ case.title }}</td>"
    "<td>{{ case.opened_on|date:'j.m.Y' }}</td></tr>{% endfor %}</table>"
)


def bare(request):
    cases = Case.objects.order_by("-id")[:25]
    return HttpResponse(TEMPLATE.render({"cases": cases, "user": request.user}, request))


urlpatterns = [path("bare/", bare), path("", include("kladka.config.urls"))]
