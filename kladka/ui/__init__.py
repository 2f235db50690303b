"""Base page, components, form fields, static files."""
