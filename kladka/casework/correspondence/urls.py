"""Addresses of letters of a case."""

from django.urls import path

from . import views

ALL = "sprawy/<str:key>/pisma/"
ONE = ALL + "<str:letter>/"

urlpatterns = [
    path(ALL, views.letters, name="case-letters"),
    path(ALL + "nowe/<str:kind>/<str:about>/", views.letter_new, name="case-letter-new"),
    path(ONE, views.letter_page, name="case-letter"),
    path(ONE + "zmien/", views.letter_edit, name="case-letter-edit"),
    path(ONE + "wydaj/", views.letter_issue, name="case-letter-issue"),
    path(ONE + "odrzuc/", views.letter_drop, name="case-letter-drop"),
    path(ONE + "uniewaznij/", views.letter_void, name="case-letter-void"),
    path(ONE + "pismo.<str:form>", views.letter_file, name="case-letter-file"),
]
