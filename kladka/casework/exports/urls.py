"""Addresses of exports: named after the page that shows the same list."""

from django.urls import path

from . import views

urlpatterns = [
    path("sprawy/<str:key>/wykaz/<slug:page>.xlsx", views.case_sheet, name="case-sheet"),
    path("wykaz/<slug:page>.xlsx", views.office_sheet, name="office-sheet"),
]
