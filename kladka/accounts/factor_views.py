"""The second factors of one's own account: passkeys, the application with codes, recovery codes."""

from allauth.mfa.adapter import get_adapter
from allauth.mfa.recovery_codes.views import GenerateRecoveryCodesView, ViewRecoveryCodesView
from allauth.mfa.totp.views import ActivateTOTPView, DeactivateTOTPView
from allauth.mfa.webauthn.internal.auth import begin_registration
from allauth.mfa.webauthn.views import AddWebAuthnView, RemoveWebAuthnView
from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse, reverse_lazy
from django.utils.http import urlencode
from django.views.decorators.http import require_GET

from . import proofs, queries, sessions
from .interrupted import kept
from .second_factor import UNSEEN
from .views import as_json
from .wording import LAST_FACTOR


@require_GET
def factors(request):
    """The second factors, and how to add one; for a new account the first page of all."""
    found = queries.factors(request.user)
    context = found | {
        "first": not proofs.has_second_factor(request),
        "key_host": queries.host_for_keys(request.get_host()),
    }
    return render(request, "accounts/factors.html", context)


class Added:
    """A factor that was just set up is a proof, and its first recovery codes have to be seen."""

    def form_valid(self, form):
        response = super().form_valid(form)
        proofs.show(self.request, "mfa", type=self.kind)
        if self.did_generate_recovery_codes:
            self.request.session[UNSEEN] = True
        return response


class AddKey(Added, AddWebAuthnView):
    template_name = "accounts/add_key.html"
    kind = "webauthn"

    def get_context_data(self, **kwargs):
        options = begin_registration(self.request.user, passwordless=True)
        return super(AddWebAuthnView, self).get_context_data(**kwargs, options=as_json(options))


class AddCodes(Added, ActivateTOTPView):
    template_name = "accounts/add_codes.html"
    kind = "totp"


class RemoveKey(RemoveWebAuthnView):
    template_name = "accounts/remove_factor.html"
    success_url = reverse_lazy("mfa_index")

    def form_valid(self, form):
        if not get_adapter().can_delete_authenticator(self.object):
            messages.error(self.request, LAST_FACTOR)
            return redirect("mfa_index")
        response = super().form_valid(form)
        sessions.keep_only_this(self.request)
        return response


class RemoveCodes(DeactivateTOTPView):
    template_name = "accounts/remove_factor.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs, object=self.authenticator)

    def form_valid(self, form):
        response = super().form_valid(form)
        sessions.keep_only_this(self.request)
        return response


class RecoveryCodes(ViewRecoveryCodesView):
    """The codes, once; after that only how many are left."""

    template_name = "accounts/recovery_codes.html"

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        self.request.session.pop(UNSEEN, None)
        text = urlencode({"": "\r\n".join(context["unused_codes"])})[1:].replace("+", " ")
        onward = reverse("resume" if kept(self.request) else "account")
        return context | {"as_file": f"data:text/plain,{text}", "onward": onward}


class NewRecoveryCodes(GenerateRecoveryCodesView):
    template_name = "accounts/new_recovery_codes.html"
