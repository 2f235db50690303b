"""Addresses of following a programme: at the case, and the list of families."""

from django.urls import path

from . import note_views, views

CASE = "sprawy/<str:key>/"
NOTE = CASE + "monitorowanie/<int:number>/"

urlpatterns = [
    path("monitorowanie/", views.monitoring_list, name="monitoring-list"),
    path("monitorowanie/lista.xlsx", views.monitoring_export, name="monitoring-export"),
    path("monitorowanie/kontakty/", views.contact_counting, name="contact-counting"),
    path(CASE + "kontakty/", views.case_contacts, name="case-contacts"),
    path(CASE + "kontakty/lista.xlsx", views.case_contacts_export, name="case-contacts-export"),
    path(NOTE, note_views.monitoring_note, name="monitoring-note"),
    path(NOTE + "notatka.<str:kind>", note_views.monitoring_note_print, name="monitoring-note-print"),
]
