"""Addresses of undue benefits: of a case, and of the centre."""

from django.urls import path

from . import views

urlpatterns = [
    path("nienalezne/", views.claims, name="claim-list"),
    path("nienalezne/lista.xlsx", views.claims_export, name="claim-export"),
    path("sprawy/<str:key>/nienalezne/", views.case_claims, name="case-claims"),
    path("sprawy/<str:key>/nienalezne/decyzja/", views.propose, name="claim-propose"),
    path("sprawy/<str:key>/nienalezne/<str:claim>/ulga/", views.propose_relief, name="relief-propose"),
    path("sprawy/<str:key>/nienalezne/<str:claim>/splata/", views.record_repayment, name="repayment-new"),
    path("sprawy/<str:key>/nienalezne/<str:claim>/potracaj/", views.deduct, name="claim-deduct"),
    path("sprawy/<str:key>/nienalezne/<str:claim>/nie-potracaj/", views.stop, name="claim-deduct-stop"),
    path("sprawy/<str:key>/nienalezne/<str:claim>/splacona/", views.settle, name="claim-settle"),
    path("sprawy/<str:key>/nienalezne/<str:claim>/zakoncz/", views.write_off, name="claim-write-off"),
]
