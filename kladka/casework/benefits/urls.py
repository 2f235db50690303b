"""Addresses of payments: lists of the centre, and the payments of one case."""

from django.urls import path

from . import ledger_views, views

urlpatterns = [
    path("wyplaty/", views.payment_lists, name="payment-lists"),
    path("wyplaty/listy.xlsx", views.lists_export, name="payment-lists-export"),
    path("wyplaty/przygotuj/", views.prepare, name="payment-list-prepare"),
    path("wyplaty/<str:key>/", views.payment_list, name="payment-list"),
    path("wyplaty/<str:key>/lista.xlsx", views.list_xlsx, name="payment-list-xlsx"),
    path("wyplaty/<str:key>/lista.pdf", views.list_pdf, name="payment-list-pdf"),
    path("wyplaty/<str:key>/przelicz/", views.recalculate, name="payment-list-recalculate"),
    path("wyplaty/<str:key>/wycofaj/", views.withdraw, name="payment-list-withdraw"),
    path("wyplaty/<str:key>/przekaz/", views.submit, name="payment-list-submit"),
    path("wyplaty/<str:key>/zwroc/", views.send_back, name="payment-list-send-back"),
    path("wyplaty/<str:key>/zatwierdz/", views.approve, name="payment-list-approve"),
    path("wyplaty/<str:key>/plik/", views.bank_file, name="payment-list-bank-file"),
    path("wyplaty/<str:key>/plik/<int:file>/", views.stored_file, name="payment-list-file"),
    path("wyplaty/<str:key>/wyslana/", views.mark_sent, name="payment-list-sent"),
    path("wyplaty/<str:key>/dlaczego/<str:person>/<str:month>/", views.why, name="payment-why"),
    path("sprawy/<str:key>/wyplaty/", views.case_payments, name="case-payments"),
    path("sprawy/<str:key>/wyplaty/rachunek/", views.set_account, name="payout-account"),
    path(
        "sprawy/<str:key>/wyplaty/rachunek/potwierdz/", views.confirm_account, name="payout-account-confirm"
    ),
    path("sprawy/<str:key>/wyplaty/rachunek/odrzuc/", views.reject_account, name="payout-account-reject"),
    path("sprawy/<str:key>/wyplaty/rachunek/zostaje/", views.keep_account, name="payout-account-kept"),
    path("sprawy/<str:key>/wyplaty/zwrot/", ledger_views.record_return, name="ledger-return"),
    path("sprawy/<str:key>/wyplaty/korekta/", ledger_views.propose_correction, name="correction-new"),
    path(
        "sprawy/<str:key>/wyplaty/korekta/<int:correction>/potwierdz/",
        ledger_views.confirm_correction,
        name="correction-confirm",
    ),
    path(
        "sprawy/<str:key>/wyplaty/korekta/<int:correction>/odrzuc/",
        ledger_views.reject_correction,
        name="correction-reject",
    ),
]
