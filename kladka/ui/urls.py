"""Addresses under /prawo/."""

from django.urls import path

from . import views

urlpatterns = [
    path("", views.law, name="law"),
    path("przepis/", views.provision, name="provision"),
]
