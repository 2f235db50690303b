"""Addresses of changes of life."""

from django.urls import path

from . import views

urlpatterns = [
    path("zmiany/", views.proposal_list, name="proposal-list"),
    path("zmiany/lista.xlsx", views.proposal_export, name="proposal-export"),
    path("sprawy/<str:key>/zmiany/", views.case_changes, name="case-changes"),
    path("sprawy/<str:key>/zmiany/nowa/<str:kind>/", views.change_new, name="change-new"),
    path("sprawy/<str:key>/zmiany/<str:change>/wycofaj/", views.change_undo, name="change-undo"),
    path("sprawy/<str:key>/zmiany/<str:change>/koniec/", views.change_over, name="change-over"),
    path("sprawy/<str:key>/propozycje/<str:proposal>/", views.proposal_decide, name="proposal-decide"),
]
