"""Addresses under /konto/."""

from django.urls import path

from . import views
from .once import repeatable

urlpatterns = [
    path("zaloguj/", views.SignIn.as_view(), name="account_login"),
    path("wyloguj/", repeatable(views.SignOut.as_view()), name="sign-out"),
    path("pokaz/", views.demo_sign_in, name="demo-sign-in"),
    path("potwierdz/", views.confirm, name="account_reauthenticate"),
    path("niezapisany-formularz/", views.resume, name="resume"),
    path("wyglad/", views.appearance, name="appearance"),
]
