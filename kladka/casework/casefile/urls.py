"""Addresses of the file of a case."""

from django.urls import path

from . import views

ALL = "sprawy/<str:key>/akta/"

urlpatterns = [
    path(ALL, views.case_file, name="case-file"),
    path(f"{ALL}<str:run>/", views.file_run, name="case-file-run"),
    path(f"{ALL}<str:run>/akta.pdf", views.file_download, name="case-file-pdf"),
]
