"""Addresses of import, of search in notes and of persons recorded twice."""

from django.urls import path

from . import search_views

urlpatterns = [
    path("szukanie/", search_views.note_search, name="note-search"),
]
