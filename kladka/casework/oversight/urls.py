"""Addresses of oversight."""

from django.urls import path

from . import views

LOAD, QUALITY = "nadzor/obciazenie/", "nadzor/jakosc/"

urlpatterns = [
    path(LOAD, views.load_page, name="caseload"),
    path(LOAD + "lista.xlsx", views.load_export, name="caseload-export"),
    path(LOAD + "sprawy/", views.load_cases, name="caseload-cases"),
    path(LOAD + "sprawy/lista.xlsx", views.load_cases_export, name="caseload-cases-export"),
    path("nadzor/flagi/", views.flags_page, name="caseload-flags"),
    path("nadzor/zalegle/", views.overdue_page, name="overdue"),
    path("nadzor/zalegle/lista.xlsx", views.overdue_export, name="overdue-export"),
    path(QUALITY, views.quality_page, name="quality"),
    path(QUALITY + "odlozone/<str:key>/przywroc/", views.quality_bring_back, name="quality-bring-back"),
    path(QUALITY + "<slug:check>/", views.quality_check, name="quality-check"),
    path(QUALITY + "<slug:check>/lista.xlsx", views.quality_export, name="quality-export"),
    path(
        QUALITY + "<slug:check>/<str:key>/<int:row>/odloz/", views.quality_set_aside, name="quality-set-aside"
    ),
]
