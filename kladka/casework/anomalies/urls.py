"""Addresses of signals, among the settlements."""

from django.urls import path

from . import views

PLACE = "rozliczenia/sygnaly/"

urlpatterns = [
    path(PLACE, views.anomalies, name="anomalies"),
    path("rozliczenia/sygnaly.xlsx", views.anomalies_export, name="anomalies-export"),
    path(PLACE + "wyjasnione/<str:key>/przywroc/", views.anomaly_bring_back, name="anomaly-bring-back"),
    path(PLACE + "<str:mark>/wyjasnij/", views.anomaly_explain, name="anomaly-explain"),
]
