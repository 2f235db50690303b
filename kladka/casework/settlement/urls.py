"""Addresses of settlements."""

from django.urls import path

from . import (
    check_views,
    desk_views,
    expense_views,
    expiry_views,
    format_views,
    grant_views,
    own_views,
    statement_views,
    views,
)

urlpatterns = [
    path("rozliczenia/", views.agreement, name="settlement"),
    path("rozliczenia/zgodnosc.xlsx", views.figure_export, name="settlement-figure"),
    path("rozliczenia/ksiega/", views.book, name="settlement-book"),
    path("rozliczenia/ksiega.xlsx", views.book_export, name="settlement-book-export"),
    path("rozliczenia/programy/", views.costs, name="settlement-costs"),
    path("rozliczenia/programy.xlsx", views.costs_export, name="settlement-costs-export"),
    path("rozliczenia/programy/<str:key>/", views.programme_cost, name="settlement-programme"),
    path("rozliczenia/przeliczenia/", check_views.amounts, name="amounts"),
    path("rozliczenia/przeliczenia.xlsx", check_views.amounts_export, name="amounts-export"),
    path("rozliczenia/przeliczenia/stan/", check_views.amounts_state, name="amounts-state"),
    path("rozliczenia/przeliczenia/sprawdz/", check_views.amounts_order, name="amounts-order"),
    path("rozliczenia/dotacja/", grant_views.grant, name="grant"),
    path("rozliczenia/dotacja/zapotrzebowanie/", grant_views.request_new, name="grant-request-new"),
    path("rozliczenia/dotacja/wplyw/", grant_views.receive, name="grant-receive"),
    path("rozliczenia/dotacja/rozliczenie/", grant_views.settle, name="grant-settle"),
    path("rozliczenia/dotacja/zapotrzebowanie/<str:key>/", grant_views.request_page, name="grant-request"),
    path(
        "rozliczenia/dotacja/zapotrzebowanie/<str:key>/plik.<str:form>",
        grant_views.request_file,
        name="grant-request-file",
    ),
    path(
        "rozliczenia/dotacja/zapotrzebowanie/<str:key>/zatwierdz/",
        grant_views.request_approve,
        name="grant-request-approve",
    ),
    path(
        "rozliczenia/dotacja/zapotrzebowanie/<str:key>/wyslane/",
        grant_views.request_sent,
        name="grant-request-sent",
    ),
    path("rozliczenia/dotacja/rozliczenie/<str:key>/", grant_views.settlement_page, name="grant-settlement"),
    path(
        "rozliczenia/dotacja/rozliczenie/<str:key>/plik.pdf",
        grant_views.settlement_print,
        name="grant-settlement-print",
    ),
    path(
        "rozliczenia/dotacja/rozliczenie/<str:key>/zatwierdz/",
        grant_views.settlement_approve,
        name="grant-settlement-approve",
    ),
    path(
        "rozliczenia/dotacja/rozliczenie/<str:key>/zwrot/",
        grant_views.settlement_returned,
        name="grant-settlement-returned",
    ),
    path("rozliczenia/bank/", statement_views.statements, name="statements"),
    path("rozliczenia/bank/nowy/", statement_views.statement_new, name="statement-new"),
    path("rozliczenia/bank/<str:key>/", statement_views.statement, name="statement"),
    path(
        "rozliczenia/bank/<str:key>/pozycje.xlsx", statement_views.statement_export, name="statement-export"
    ),
    path("rozliczenia/bank/<str:key>/kolumny/", statement_views.statement_columns, name="statement-columns"),
    path(
        "rozliczenia/bank/<str:key>/potwierdz/", statement_views.statement_confirm, name="statement-confirm"
    ),
    path("rozliczenia/formaty/", format_views.formats, name="bank-formats"),
    path("rozliczenia/formaty/nowy/", format_views.format_new, name="bank-format-new"),
    path("rozliczenia/formaty/domyslny/", format_views.format_default, name="bank-format-default"),
    path("rozliczenia/formaty/<str:key>/proba/", format_views.format_try, name="bank-format-try"),
    path("rozliczenia/formaty/<str:key>/potwierdz/", format_views.format_confirm, name="bank-format-confirm"),
    path("rozliczenia/formaty/<str:key>/wycofaj/", format_views.format_retire, name="bank-format-retire"),
    path("rozliczenia/kasa/", desk_views.desk, name="desk"),
    path("rozliczenia/kasa.pdf", desk_views.desk_print, name="desk-print"),
    path("rozliczenia/kasa/zapisz/", desk_views.desk_settle, name="desk-settle"),
    path("rozliczenia/kasa/<str:key>/wstrzymaj/", desk_views.hold_new, name="payment-hold"),
    path("rozliczenia/kasa/<str:key>/wstrzymanie/<str:hold>/", desk_views.hold_end, name="payment-hold-end"),
    path(
        "rozliczenia/kasa/<str:key>/wstrzymanie/<str:hold>/wygasniecie/", expiry_views.expiry, name="expiry"
    ),
    path(
        "rozliczenia/kasa/<str:key>/wstrzymanie/<str:hold>/wykonaj/",
        expiry_views.expiry_carry_out,
        name="expiry-carry-out",
    ),
    path("rozliczenia/wydatki/", expense_views.expenses, name="expenses"),
    path("rozliczenia/wydatki.xlsx", expense_views.expenses_export, name="expenses-export"),
    path("rozliczenia/wydatki/nowy/", expense_views.expense_new, name="expense-new"),
    path("rozliczenia/wydatki/plik/", expense_views.expenses_pay, name="expenses-pay"),
    path("rozliczenia/wydatki/plik/<str:key>/", expense_views.expense_file, name="expense-file"),
    path("rozliczenia/wydatki/<str:key>/zatwierdz/", expense_views.expense_approve, name="expense-approve"),
    path("rozliczenia/wydatki/<str:key>/odrzuc/", expense_views.expense_reject, name="expense-reject"),
    path("rozliczenia/srodki-wlasne/", own_views.own, name="own-funds"),
    path("rozliczenia/srodki-wlasne.xlsx", own_views.own_export, name="own-funds-export"),
    path("rozliczenia/srodki-wlasne/pokryj/", own_views.own_cover, name="own-funds-cover"),
    path("rozliczenia/srodki-wlasne/zwrot/", own_views.own_back, name="own-funds-back"),
    path("rozliczenia/rok/", views.year, name="settlement-year"),
    path("rozliczenia/rok/zamknij/", views.year_close, name="settlement-year-close"),
    path("rozliczenia/rok/<str:key>/otworz/", views.year_reopen, name="settlement-year-reopen"),
]
