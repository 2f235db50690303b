"""Addresses of reports."""

from django.urls import path

from . import run_views, set_views, views

HOME = "sprawozdania/"
SET = HOME + "zestawy/<slug:code>/"
YEAR = HOME + "roczne/<str:key>/"

urlpatterns = [
    path(HOME, views.report_home, name="reports"),
    path(HOME + "lista/", views.report_list, name="report-list"),
    path(HOME + "lista/lista.xlsx", views.report_list_export, name="report-list-export"),
    path(HOME + "rejestr/", views.register, name="register"),
    path(HOME + "rejestr/rejestr.xlsx", views.register_file, {"form": "xlsx"}, name="register-xlsx"),
    path(HOME + "rejestr/rejestr.csv", views.register_file, {"form": "csv"}, name="register-csv"),
    path(HOME + "roczne/", views.year_report_new, name="year-report-new"),
    path(YEAR, views.year_report, name="year-report"),
    path(YEAR + "teksty/", views.year_report_texts, name="year-report-texts"),
    path(YEAR + "zakoncz/", views.year_report_finish, name="year-report-finish"),
    path(YEAR + "sprawozdanie.<str:form>", views.year_report_file, name="year-report-file"),
    path(YEAR + "policz/", run_views.year_report_count, name="year-report-count"),
    path(HOME + "paczka/", run_views.report_pack, name="report-pack"),
    path(HOME + "pliki/", run_views.report_files, name="report-files"),
    path(HOME + "pliki/zlec/", run_views.report_file_order, name="report-file-order"),
    path(HOME + "zlecone/<str:key>/", run_views.report_run, name="report-run"),
    path(HOME + "zlecone/<str:key>/plik/", run_views.report_run_file, name="report-run-file"),
    path(HOME + "zestawy/", set_views.report_set_import, name="report-set-import"),
    path(HOME + "nowy-zestaw/", set_views.report_set_edit, name="report-set-new"),
    path(SET, set_views.report_set, name="report-set"),
    path(SET + "policz/", run_views.report_set_count, name="report-set-count"),
    path(SET + "zmien/", set_views.report_set_edit, name="report-set-edit"),
    path(SET + "lista.xlsx", set_views.report_set_export, name="report-set-export"),
    path(SET + "definicja.json", set_views.report_set_definition, name="report-set-definition"),
]
