"""Nobody works without a second factor: until one is set up, only the pages that set it up are open."""

from django.http import HttpResponse
from django.shortcuts import redirect

from . import proofs
from .interrupted import keep

# Set when recovery codes were made; gone once they were shown.
UNSEEN = "codes_unseen"
# Names of addresses open to whoever has only a password so far.
OPEN = {
    "mfa_index",
    "mfa_add_webauthn",
    "mfa_activate_totp",
    "mfa_view_recovery_codes",
    "account_reauthenticate",
    "appearance",
}


class Required:
    """Middleware after `SignedIn`: sends to the set-up page, and keeps the form that was being sent."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        if not getattr(view, "login_required", True) or request.resolver_match.url_name in OPEN:
            return None
        proved, unseen = proofs.has_second_factor(request), request.session.get(UNSEEN)
        if proved and not unseen:
            return None
        if request.headers.get("X-Requested-With") == "fetch":
            return HttpResponse(status=401)
        if request.method == "POST":
            keep(request, request.user.pk)
        return redirect("mfa_view_recovery_codes" if proved else "mfa_index")
