"""Addresses of decisions. Approval (`zatwierdz/`) starts a programme: kladka.casework.programmes."""

from django.urls import path

from . import print_views, views

urlpatterns = [
    path("decyzje/", views.decision_list, name="decision-list"),
    path("decyzje/lista.xlsx", views.decision_export, name="decision-export"),
    path("decyzje/wydruki/", print_views.print_order, name="print-order"),
    path("decyzje/wydruki/<str:key>/", print_views.print_page, name="print-run"),
    path("decyzje/wydruki/<str:key>/plik.zip", print_views.print_file, name="print-file"),
    path("decyzje/<str:key>/", views.decision_page, name="decision"),
    path("decyzje/<str:key>/uzasadnienie/", views.grounds_edit, name="decision-grounds"),
    path("decyzje/<str:key>/projekt.pdf", views.preview, name="decision-preview"),
    path("decyzje/<str:key>/wydana.<str:kind>", views.frozen_file, name="decision-file"),
    path("decyzje/<str:key>/przekaz/", views.submit, name="decision-submit"),
    path("decyzje/<str:key>/wycofaj/", views.withdraw, name="decision-withdraw"),
    path("decyzje/<str:key>/zwroc/", views.send_back, name="decision-send-back"),
    path("decyzje/<str:key>/doreczenie/", views.deliver, name="decision-deliver"),
    path("decyzje/<str:key>/termin-odwolania/", views.why_appeal, name="decision-why-appeal"),
    path("sprawy/<str:key>/decyzje/", views.case_decisions, name="case-decisions"),
]
