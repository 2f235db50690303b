"""Addresses of recalculations."""

from django.urls import path

from . import coverage_views, views

urlpatterns = [
    path("sprawy/<str:key>/sklad/", coverage_views.case_coverage, name="case-coverage"),
    path("sprawy/<str:key>/sklad/<str:what>/", coverage_views.coverage_change, name="coverage-change"),
    path("sprawy/<str:key>/przeliczenie/", views.case_recalculation, name="case-recalculation"),
    path("sprawy/<str:key>/przeliczenie/decyzja/", views.propose, name="recalculation-propose"),
]
