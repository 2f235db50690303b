"""Addresses of the end of a programme, of the checks after it, and of the questions to a family."""

from django.urls import path

from . import public_views, views

CASE = "sprawy/<str:key>/po-programie/"

urlpatterns = [
    path("sprawy/<str:key>/program/zakoncz/", views.close, name="programme-end"),
    path(CASE, views.after_page, name="after"),
    path(CASE + "rozmowa/", views.farewell, name="after-farewell"),
    path(CASE + "przyczyna/", views.explain_exit, name="after-exit"),
    path(CASE + "instytucja/", views.successor_new, name="after-successor"),
    path(CASE + "instytucja/<str:successor>/skresl/", views.successor_drop, name="after-successor-drop"),
    path(CASE + "zgoda/", views.agree, name="after-agree"),
    path(CASE + "zgoda/cofnij/", views.withdraw, name="after-withdraw"),
    path(CASE + "odnosnik/", views.link_shown, name="after-link"),
    path(CASE + "<str:check>/pytania/", views.ask, name="after-ask"),
    path(CASE + "<str:check>/odnosnik/", views.link, name="after-link-new"),
    path(CASE + "<str:check>/zamknij/", views.give_up, name="after-give-up"),
    path("po-programie/", views.check_list, name="after-list"),
    path("po-programie/lista.xlsx", views.check_export, name="after-export"),
    path("po-programie/pytania/<str:token>/", public_views.questions, name="after-questions"),
    path("po-programie/dziekujemy/", public_views.thanks, name="after-thanks"),
]
