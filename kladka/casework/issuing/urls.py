"""Address of the approval of a decision, which lets it take effect."""

from django.urls import path

from . import views

urlpatterns = [
    path("decyzje/<str:key>/zatwierdz/", views.approve_decision, name="decision-approve"),
]
