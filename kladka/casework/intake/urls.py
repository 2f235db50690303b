"""Addresses: applications of the office, and the application of one case."""

from django.urls import path

from . import filing_views, views, why_views

CASE = "sprawy/<str:key>/wniosek/"

urlpatterns = [
    path("wnioski/", filing_views.application_list, name="application-list"),
    path("wnioski/lista.xlsx", filing_views.application_export, name="application-export"),
    path("wnioski/nowy/", filing_views.application_new, name="application-new"),
    path("wnioski/<str:key>/potwierdzenie/", filing_views.receipt, name="application-receipt"),
    path(
        "wnioski/<str:key>/potwierdzenie.<str:form>",
        filing_views.receipt_file,
        name="application-receipt-file",
    ),
    path(CASE, views.application_page, name="application"),
    path(CASE + "wplynelo/", views.received, name="application-received"),
    path(CASE + "zalacznik/<int:annex>/cofnij/", views.annex_take_back, name="application-annex-back"),
    path(CASE + "wezwanie/", views.supply_letter, name="application-supply"),
    path(CASE + "wezwanie/<str:letter>.<str:form>", views.supply_letter_file, name="application-supply-file"),
    path(
        CASE + "wezwanie/<str:letter>/doreczenie/", views.supply_delivery, name="application-supply-delivery"
    ),
    path(CASE + "bez-rozpoznania/", views.unexamined, name="application-unexamined"),
    path(CASE + "objeci/", views.coverage, name="application-coverage"),
    path(CASE + "zawila/", views.complicated, name="application-complicated"),
    path(CASE + "odmowa/", views.refusal_draft, name="application-refusal"),
    path(CASE + "dlaczego/zalatwienie/", why_views.why_decision, name="application-why-decision"),
    path(CASE + "dlaczego/wezwanie/<str:letter>/", why_views.why_supply, name="application-why-supply"),
    path(CASE + "dlaczego/termin/<str:person>/", why_views.why_term, name="application-why-term"),
    path(CASE + "dlaczego/objecie/<str:person>/", why_views.why_coverage, name="application-why-coverage"),
]
