"""Addresses of the files of a case."""

from django.urls import path

from . import views

ALL = "sprawy/<str:key>/zalaczniki/"
ONE = f"{ALL}<str:attachment>/"

urlpatterns = [
    path(ALL, views.attachments, name="attachments"),
    path(ONE, views.attachment_file, name="attachment-file"),
    path(f"{ONE}usun/", views.attachment_remove, name="attachment-remove"),
]
