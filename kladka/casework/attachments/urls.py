"""Addresses of the files of a case."""

from django.urls import path

from . import expiring_views, views

ALL = "sprawy/<str:key>/zalaczniki/"
ONE = f"{ALL}<str:attachment>/"

urlpatterns = [
    path(ALL, views.attachments, name="attachments"),
    path(ONE, views.attachment_file, name="attachment-file"),
    path(f"{ONE}waznosc/", views.attachment_validity, name="attachment-validity"),
    path("zalaczniki/", expiring_views.expiring, name="expiring-list"),
    path("zalaczniki/lista.xlsx", expiring_views.expiring_export, name="expiring-export"),
    path(f"{ONE}usun/", views.attachment_remove, name="attachment-remove"),
]
