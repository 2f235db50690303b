"""Addresses of data protection: the register, requests, erasure, incidents, data of one case."""

from django.urls import path

from . import case_views, catalogue_views, erasure_views, incident_views, request_views, today_views

urlpatterns = [
    path("", today_views.today, name="today"),
    path("rodo/", catalogue_views.home, name="rights"),
    path("rodo/rejestr/", catalogue_views.record_page, name="rights-record"),
    path("rodo/rejestr.pdf", catalogue_views.record_print, name="rights-record-print"),
    path("rodo/rejestr.xlsx", catalogue_views.record_export, name="rights-record-export"),
    path("rodo/katalog.xlsx", catalogue_views.catalogue_file, name="rights-catalogue"),
    path("rodo/jednostka/", catalogue_views.office, name="rights-office"),
    path("rodo/zadania/", request_views.request_list, name="request-list"),
    path("rodo/zadania/nowe/", request_views.request_new, name="request-new"),
    path("rodo/zadania/<str:key>/", request_views.request_page, name="request"),
    path("rodo/zadania/<str:key>/przedluz/", request_views.request_extend, name="request-extend"),
    path("rodo/zadania/<str:key>/odpowiedz/", request_views.request_answer, name="request-answer"),
    path("rodo/usuwanie/", erasure_views.erasure_list, name="erasure-list"),
    path("rodo/usuwanie/zaproponuj/", erasure_views.erasure_propose, name="erasure-propose"),
    path("rodo/usuwanie/lista.xlsx", erasure_views.erasure_export, name="erasure-export"),
    path("rodo/usuwanie/wpisy/", erasure_views.erasure_records, name="erasure-records"),
    path("rodo/usuwanie/<str:key>/", erasure_views.erasure_page, name="erasure"),
    path("rodo/usuwanie/<str:key>/zatwierdz/", erasure_views.erasure_approve, name="erasure-approve"),
    path("rodo/usuwanie/<str:key>/odrzuc/", erasure_views.erasure_refuse, name="erasure-refuse"),
    path("rodo/usuwanie/<str:key>/slady/", erasure_views.erasure_sweep, name="erasure-sweep"),
    path("rodo/usuwanie/<str:key>/protokol.pdf", erasure_views.erasure_print, name="erasure-print"),
    path("rodo/incydenty/", incident_views.incident_list, name="incident-list"),
    path("rodo/incydenty/nowy/", incident_views.incident_new, name="incident-new"),
    path("rodo/incydenty/<str:key>/", incident_views.incident_page, name="incident"),
    path("rodo/incydenty/<str:key>/czynnosc/", incident_views.incident_step, name="incident-step"),
    path("rodo/incydenty/<str:key>/zamknij/", incident_views.incident_close, name="incident-close"),
    path("rodo/incydenty/<str:key>/osoby.xlsx", incident_views.incident_people, name="incident-people"),
    path("rodo/incydenty/<str:key>/<str:kind>.pdf", incident_views.incident_notice, name="incident-notice"),
    path("sprawy/<str:key>/dane/", case_views.case_data, name="case-data"),
    path("sprawy/<str:key>/dane/kopia.<str:kind>", case_views.case_copy, name="case-copy"),
    path("sprawy/<str:key>/dane/ogranicz/", case_views.restrict, name="case-restrict"),
    path("sprawy/<str:key>/dane/wyjatek/", case_views.restriction_except, name="case-restriction-except"),
    path("sprawy/<str:key>/dane/zwolnij/", case_views.restriction_lift, name="case-restriction-lift"),
    path("sprawy/<str:key>/dane/wstrzymaj/", case_views.hold, name="case-hold"),
    path("sprawy/<str:key>/dane/wstrzymanie/<int:pk>/", case_views.hold_end, name="case-hold-end"),
    path("sprawy/<str:key>/dane/popraw/<str:who>/<str:field>/", case_views.correct, name="case-correct"),
]
