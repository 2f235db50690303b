"""Addresses of insurance: lists of contributions of the centre, tasks for ZUS, insurance of one case."""

from django.urls import path

from . import case_views, views

CASE = "sprawy/<str:key>/ubezpieczenie/"

urlpatterns = [
    path("skladki/", views.contribution_lists, name="contribution-lists"),
    path("skladki/przygotuj/", views.prepare, name="contribution-list-prepare"),
    path("skladki/zgloszenia/", views.tasks, name="insurance-tasks"),
    path("skladki/zgloszenia/lista.xlsx", views.tasks_xlsx, name="insurance-tasks-xlsx"),
    path("skladki/<str:key>/", views.contribution_list, name="contribution-list"),
    path("skladki/<str:key>/lista.xlsx", views.list_xlsx, name="contribution-list-xlsx"),
    path("skladki/<str:key>/lista.pdf", views.list_pdf, name="contribution-list-pdf"),
    path("skladki/<str:key>/przelicz/", views.recalculate, name="contribution-list-recalculate"),
    path("skladki/<str:key>/wycofaj/", views.withdraw, name="contribution-list-withdraw"),
    path("skladki/<str:key>/przekaz/", views.submit, name="contribution-list-submit"),
    path("skladki/<str:key>/zwroc/", views.send_back, name="contribution-list-send-back"),
    path("skladki/<str:key>/zatwierdz/", views.approve, name="contribution-list-approve"),
    path("skladki/<str:key>/wyslane/", views.mark_sent, name="contribution-list-sent"),
    path("skladki/<str:key>/zaplacone/", views.record_paid, name="contribution-list-paid"),
    path("skladki/<str:key>/korekta/", views.correct, name="contribution-list-correct"),
    path(CASE, case_views.case_insurance, name="case-insurance"),
    path(CASE + "tytul/", case_views.other_title, name="other-title-new"),
    path(CASE + "tytul/<str:title>/koniec/", case_views.end_title, name="other-title-end"),
    path(CASE + "rodzina/", case_views.dependant, name="insurance-dependant"),
    path(CASE + "<str:subject>/", case_views.filing, name="insurance-filing"),
]
