"""Addresses of the register of people and of controls."""

from django.urls import path

from . import account_views, views

urlpatterns = [
    path("osoby/", views.register, name="staff"),
    path("osoby/lista.xlsx", views.register_export, name="staff-export"),
    path("osoby/ewidencja/", views.register_print, name="staff-print"),
    path("osoby/przeglad/", views.review, name="staff-review"),
    path("osoby/nowa/", views.person_new, name="staff-person-new"),
    path("osoby/jednostka/", views.choose_organisation, name="choose-organisation"),
    path("osoby/<str:key>/", views.role_page, name="staff-role"),
    path("osoby/<str:key>/koniec/", views.role_end, name="staff-role-end"),
    path("osoby/<str:key>/sprawdzone/", views.role_checked, name="staff-role-checked"),
    path("osoby/<str:key>/upowaznienie/", views.authorisation_new, name="staff-authorisation"),
    path("osoby/<str:key>/upowaznienie/<int:pk>/", views.authorisation_end, name="staff-authorisation-end"),
    path("osoby/<str:key>/zobowiazanie/", views.undertaking_new, name="staff-undertaking"),
    path("osoby/<str:key>/odnosnik/", account_views.password_link, name="staff-link"),
    path("osoby/<str:key>/sesje/", account_views.end_sessions, name="staff-sessions"),
    path("osoby/<str:key>/drugi-skladnik/", account_views.remove_factors, name="staff-factors"),
    path("kontrole/", views.controls, name="controls"),
    path("kontrole/<str:key>/zamknij/", views.control_end, name="control-end"),
]
