"""Addresses of this wing."""

urlpatterns = []
