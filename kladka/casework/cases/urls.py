"""Addresses: the first page, cases, drafts."""

from django.urls import path

from . import contact_views, looks_views, views

urlpatterns = [
    path("sprawy/lista.xlsx", views.case_export, name="case-export"),
    path("sprawy/<str:key>/", views.case_page, name="case"),
    path("sprawy/<str:key>/kontakt/", contact_views.contact_new, name="contact-new"),
    path("sprawy/<str:key>/realizator/", views.assign, name="case-assign"),
    path("sprawy/<str:key>/termin/<int:deadline>/", views.deadline_done, name="deadline-done"),
    path("sprawy/<str:key>/termin/<int:deadline>/dlaczego/", views.deadline_why, name="deadline-why"),
    path("sprawy/<str:key>/wglady/", looks_views.case_looks, name="case-looks"),
    path("sprawy/<str:key>/wglady/plik/<str:form>/", looks_views.case_looks_file, name="case-looks-file"),
    path("szkic/<str:form>/", views.draft_save, name="draft-save"),
]
