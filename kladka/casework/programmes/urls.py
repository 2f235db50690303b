"""Addresses of programmes."""

from django.urls import path

from . import edit_views, views, why_views, withholding_views

CASE = "sprawy/<str:key>/program/"

urlpatterns = [
    path("programy/", views.programme_list, name="programme-list"),
    path("programy/lista.xlsx", views.programme_export, name="programme-export"),
    path(CASE, views.programme_page, name="programme"),
    path(CASE + "przygotuj/", views.draft, name="programme-draft"),
    path(CASE + "uzgodnij/", views.agree, name="programme-agree"),
    path(CASE + "cofnij/", views.reopen, name="programme-reopen"),
    path(CASE + "wyslij/", views.send, name="programme-send"),
    path(CASE + "akceptacja/", views.accept, name="programme-accept"),
    path(CASE + "zakoncz/", views.end, name="programme-end"),
    path(CASE + "decyzja/", views.draft_decision, name="programme-decision"),
    path(CASE + "program.<str:kind>", views.programme_print, name="programme-print"),
    path(CASE + "koszty/<int:pk>.pdf", views.cost_statement, name="cost-statement"),
    path(CASE + "wstrzymania/", withholding_views.withholdings, name="programme-withholdings"),
    path(CASE + "wstrzymaj/", withholding_views.withhold, name="programme-withhold"),
    path(CASE + "uchyl/", withholding_views.revoke, name="programme-revoke"),
    path(CASE + "wykonalnosc/<str:decision>/", withholding_views.execution, name="programme-execution"),
    path(CASE + "wykonaj/<str:decision>/", withholding_views.carry_out, name="programme-carry-out"),
    path(CASE + "przywroc/<str:withholding>/", withholding_views.resume, name="programme-resume"),
    path(CASE + "sytuacja/", edit_views.situation, name="programme-situation"),
    path(CASE + "formy/", edit_views.forms_of_aid, name="programme-forms"),
    path(CASE + "zobowiazania/nowe/", edit_views.obligation_new, name="obligation-new"),
    path(CASE + "zobowiazania/<int:pk>/", edit_views.obligation_edit, name="obligation-edit"),
    path(CASE + "zobowiazania/<int:pk>/usun/", edit_views.obligation_remove, name="obligation-remove"),
    path(CASE + "zobowiazania/<int:pk>/wykonane/", edit_views.obligation_met, name="obligation-met"),
    path(CASE + "kwoty/", edit_views.amounts, name="programme-amounts"),
    path(CASE + "przelicz/", edit_views.recount, name="programme-recount"),
    path(CASE + "odczytania/", edit_views.readings, name="programme-readings"),
    path(CASE + "okres/", why_views.why_period, name="why-period"),
    path(CASE + "kwoty/<str:month>/", why_views.why_month, name="why-month"),
    path(CASE + "kwoty/<str:person>/<str:month>/", why_views.why_amount, name="why-amount"),
]
