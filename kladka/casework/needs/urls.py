"""Addresses: the list of cases, needs of a case, red flags."""

from django.urls import path

from . import flag_views, list_views, need_views, views

CASE = "sprawy/<str:key>/potrzeby/"
WAVE = f"{CASE}fala/<str:wave>/"
FLAG = f"{CASE}flagi/<str:flag>/"

urlpatterns = [
    path("sprawy/", list_views.case_list, name="case-list"),
    path(CASE, views.overview, name="needs"),
    path(f"{CASE}poczatek/", views.begin, name="needs-begin"),
    path(f"{CASE}ocena.xlsx", views.export, name="needs-export"),
    path(f"{CASE}nowa/", need_views.need_new, name="need-new"),
    path(f"{CASE}zamknij/<str:need>/", need_views.need_close, name="need-close"),
    path(WAVE, views.wave, name="need-wave"),
    path(f"{WAVE}zakoncz/", views.wave_close, name="need-wave-close"),
    path(f"{WAVE}<str:subject>/<str:code>/", views.rate, name="need-rate"),
    path(f"{WAVE}<str:subject>/<str:code>/zadanie/<int:number>/", views.task, name="need-task"),
    path(f"{CASE}flagi/", flag_views.flags, name="need-flags"),
    path(f"{CASE}flagi/osoby/", flag_views.reader_add, name="need-flag-reader-add"),
    path(f"{CASE}flagi/osoby/<str:reader>/", flag_views.reader_remove, name="need-flag-reader-remove"),
    path(FLAG, flag_views.flag, name="need-flag"),
    path(f"{FLAG}zadanie/<str:task>/", flag_views.flag_task, name="need-flag-task"),
    path(f"{FLAG}zamknij/", flag_views.flag_close, name="need-flag-close"),
]
