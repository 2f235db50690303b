"""Addresses of sharing: at the case, and of the partner."""

from django.urls import path

from . import address_views, look_views, supervision_views, views

urlpatterns = [
    path("sprawy/<str:key>/powod/", look_views.look_case, name="look-case"),
    path("szukanie/powod/", look_views.look_search, name="look-search"),
    path("sprawy/<str:key>/udostepnienia/", views.case_shares, name="case-shares"),
    path("sprawy/<str:key>/udostepnienia/<str:share>/cofnij/", views.share_withdraw, name="share-withdraw"),
    path("sprawy/<str:key>/adres-chroniony/", address_views.protected_address, name="protected-address"),
    path("sprawy/<str:key>/adres-chroniony/pokaz/", address_views.address_show, name="address-show"),
    path("sprawy/<str:key>/adres-chroniony/osoby/", address_views.reader_add, name="address-reader-add"),
    path(
        "sprawy/<str:key>/adres-chroniony/osoby/<int:pk>/",
        address_views.reader_remove,
        name="address-reader-remove",
    ),
    path("sprawy/<str:key>/dostep-awaryjny/", address_views.glass_ask, name="glass-ask"),
    path("udostepnione/<str:key>/dostep-awaryjny/", views.shared_glass, name="shared-glass"),
    path("nadzor/", supervision_views.supervision_page, name="supervision"),
    path("nadzor/wglady.xlsx", supervision_views.looks_export, name="looks-export"),
    path("nadzor/wglad/<str:key>/sprawdzone/", supervision_views.look_checked, name="look-checked"),
    path("nadzor/dostep/<str:key>/zatwierdz/", supervision_views.glass_approve, name="glass-approve"),
    path("nadzor/dostep/<str:key>/zamknij/", supervision_views.glass_refuse, name="glass-refuse"),
    path("udostepnione/", views.shared_list, name="shared-list"),
    path("udostepnione/<str:key>/", views.shared_case, name="shared-case"),
    path("udostepnione/<str:key>/notatka/", views.shared_note, name="shared-note"),
]
