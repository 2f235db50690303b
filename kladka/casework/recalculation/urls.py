"""Addresses of recalculations."""

from django.urls import path

from . import views

urlpatterns = [
    path("sprawy/<str:key>/przeliczenie/", views.case_recalculation, name="case-recalculation"),
    path("sprawy/<str:key>/przeliczenie/decyzja/", views.propose, name="recalculation-propose"),
]
