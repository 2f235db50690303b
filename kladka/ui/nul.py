"""No address holds a NUL character: databases and files cannot keep one, so it is refused at the door."""

from django.core.exceptions import SuspiciousOperation


class NoNul:
    """Middleware. An address with a NUL is a bad request; forms say so at their fields."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if "\0" in request.path or "%00" in request.META.get("QUERY_STRING", ""):
            raise SuspiciousOperation("Niedozwolony znak w adresie.")
        return self.get_response(request)
