"""Addresses of templates of an office."""

from django.urls import path

from . import views

urlpatterns = [
    path("wzory/", views.kinds, name="template-list"),
    path("wzory/wersja/<str:key>/wzor.docx", views.template_file, name="template-file"),
    path("wzory/wersja/<str:key>/podglad.docx", views.preview, name="template-preview"),
    path("wzory/wersja/<str:key>/uzyj/", views.template_use, name="template-use"),
    path("wzory/wersja/<str:key>/wycofaj/", views.template_retire, name="template-retire"),
    path("wzory/<str:kind>/", views.versions, name="template-versions"),
    path("wzory/<str:kind>/wbudowany.docx", views.built_in, name="template-built-in"),
]
