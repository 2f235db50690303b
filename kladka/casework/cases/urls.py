"""Addresses: the first page, cases, drafts."""

from django.urls import path

from . import views

urlpatterns = [
    path("", views.today, name="today"),
    path("sprawy/", views.case_list, name="case-list"),
    path("sprawy/lista.xlsx", views.case_export, name="case-export"),
    path("sprawy/<str:key>/", views.case_page, name="case"),
    path("sprawy/<str:key>/kontakt/", views.contact_new, name="contact-new"),
    path("sprawy/<str:key>/realizator/", views.assign, name="case-assign"),
    path("sprawy/<str:key>/termin/<int:deadline>/", views.deadline_done, name="deadline-done"),
    path("sprawy/<str:key>/termin/<int:deadline>/dlaczego/", views.deadline_why, name="deadline-why"),
    path("szkic/<str:form>/", views.draft_save, name="draft-save"),
]
