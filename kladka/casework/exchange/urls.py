"""Addresses of import, of search in notes and of persons recorded twice."""

from django.urls import path

from . import duplicate_views, search_views, views

urlpatterns = [
    path("szukanie/", search_views.note_search, name="note-search"),
    path("wymiana/", views.import_list, name="import-list"),
    path("wymiana/wzor-rodziny.xlsx", views.families_template, name="import-families-template"),
    path("wymiana/wzor-programy.xlsx", views.programmes_template, name="import-programmes-template"),
    path("wymiana/wzor-wyplaty.xlsx", views.payments_template, name="import-payments-template"),
    path("wymiana/wyplaty/", views.earlier_payments, name="earlier-payments"),
    path("wymiana/wyplaty/lista.xlsx", views.earlier_payments_export, name="earlier-payments-export"),
    path("wymiana/powtorzenia/", duplicate_views.duplicates, name="duplicates"),
    path("wymiana/powtorzenia/rozstrzygnij/", duplicate_views.duplicate_say, name="duplicate-say"),
    path("wymiana/powtorzenia/<slug:key>/cofnij/", duplicate_views.duplicate_undo, name="duplicate-undo"),
    path("wymiana/<slug:key>/", views.import_run, name="import-run"),
    path("wymiana/<slug:key>/zapisz/", views.import_confirm, name="import-confirm"),
    path("wymiana/<slug:key>/odrzuc/", views.import_drop, name="import-drop"),
    path("wymiana/<slug:key>/uwagi.xlsx", views.import_notes, name="import-notes"),
]
