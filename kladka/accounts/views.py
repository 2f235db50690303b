"""Sign-in and sign-out, the demo's one-click sign-in, proving it once more, forms that wait, the look."""

import json

from allauth.account.views import LoginView
from allauth.mfa.base.views import AuthenticateView
from allauth.mfa.webauthn.internal.auth import begin_authentication
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import LogoutView
from django.core.serializers.json import DjangoJSONEncoder
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.csrf import csrf_failure
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from . import arrivals, mail, proofs, queries, sessions
from .context import THEME
from .forms import CodeAgainForm, KeyAgainForm, PasswordAgainForm
from .interrupted import DAY, LAST, forget, keep, kept
from .models import User
from .once import repeatable


class SignIn(LoginView):
    """E-mail and password, or a passkey."""

    template_name = "accounts/sign_in.html"

    def get_context_data(self, **kwargs):
        people = User.objects.none()
        if proofs.one_click_allowed(self.request):
            people = User.objects.filter(memberships__isnull=False).prefetch_related(
                "memberships__organisation"
            )
        return super().get_context_data(
            **kwargs,
            demo_users=people.distinct().order_by("pk"),
            ended=self.request.session.pop(sessions.ENDED, ""),
            key_host=queries.host_for_keys(self.request.get_host()),
            post=mail.is_set_up(),
        )


class SecondStep(AuthenticateView):
    """After the password: a passkey, a code of the application, or a recovery code."""

    template_name = "accounts/second_step.html"

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        kinds = queries.kinds_of_factors(self.stage.login.user)
        return context | {"options": as_json(context["js_data"]["request_options"]), "kinds": kinds}


def as_json(options):
    """What a passkey is asked for, as text for the page."""
    return json.dumps(options, cls=DjangoJSONEncoder)


@method_decorator(login_not_required, name="dispatch")
class SignOut(LogoutView):
    http_method_names = ["post", "options"]


@login_not_required
@require_POST
def demo_sign_in(request):
    """Sign in as a demo account without a password."""
    if not proofs.one_click_allowed(request):
        raise Http404
    chosen = request.POST.get("user", "")
    user = get_object_or_404(User, pk=chosen if chosen.isdecimal() else 0, is_active=True)
    login(request, user)
    proofs.show(request, proofs.ONE_CLICK)
    sessions.remember(request)
    response = redirect("resume" if kept(request) else "today")
    arrivals.arrived(request, response)
    return response


@repeatable
@never_cache
@require_http_methods(["GET", "POST"])
def confirm(request):
    """Prove once more who is there, and go on to where one was going (`next`)."""
    going = _ours(request, request.POST.get("next") or request.GET.get("next", ""))
    if request.method == "POST" and "one_click" in request.POST and proofs.by_one_click(request):
        proofs.show(request, proofs.ONE_CLICK)
        return _go_on(request, going)
    forms = _proof_forms(request)
    sent = next((form for form in forms.values() if form.is_bound), None)
    if sent and sent.is_valid():
        proofs.take(request, sent)
        return _go_on(request, going)
    return _confirm_page(request, going, forms, sent)


def _proof_forms(request):
    """{field: form} of every way this person can prove who they are; the one that was sent is bound."""
    kinds = queries.kinds_of_factors(request.user)
    ways = {
        "credential": KeyAgainForm if "webauthn" in kinds else None,
        "code": CodeAgainForm if {"totp", "recovery_codes"} & kinds else None,
        "password": PasswordAgainForm if request.user.has_usable_password() else None,
    }
    return {
        name: form(request.POST if name in request.POST else None, user=request.user)
        for name, form in ways.items()
        if form
    }


def _confirm_page(request, going, forms, sent):
    options = as_json(begin_authentication(request.user)) if "credential" in forms else ""
    context = {"forms": forms, "next": going, "one_click": proofs.by_one_click(request), "options": options}
    errors = sent.error_list() if sent else []
    return render(
        request, "accounts/confirm.html", context | {"errors": errors}, status=422 if errors else 200
    )


def _go_on(request, going):
    """To a form that waits, at once; elsewhere through a page, for a file leaves the browser where it was."""
    sessions.renew(request)
    if going == reverse("resume"):
        return redirect(going)
    answer = render(request, "accounts/confirmed.html", {"next": going})
    answer["Refresh"] = f"0; url={going}"
    return answer


def _ours(request, address):
    """The address when it is one of ours, else the first page."""
    # redirect() would take a bare word for the name of a view.
    ours = address.startswith("/") and url_has_allowed_host_and_scheme(address, {request.get_host()})
    return address if ours else "/"


@repeatable
@require_http_methods(["GET", "POST"])
def resume(request):
    """A form that was sent when the session had ended: send it now, or drop it (POST)."""
    form = kept(request)
    if request.method == "POST":
        forget(request)
    if form is None or request.method == "POST":
        return redirect("today")
    return render(request, "accounts/resume.html", {"path": form["path"], "fields": form["fields"]})


def stale_form(request, reason=""):
    """A form of an earlier sign-in, sent from our own page by somebody signed in now, is kept too."""
    own = request.headers.get("Origin") == f"{request.scheme}://{request.get_host()}"
    if not (own and request.user.is_authenticated) or request.headers.get("X-Requested-With") == "fetch":
        return csrf_failure(request, reason)
    keep(request, request.get_signed_cookie(LAST, "", max_age=7 * DAY))
    return redirect("resume")


@repeatable
@require_POST
def appearance(request):
    """Keep the chosen theme in a cookie and go back."""
    response = HttpResponseRedirect(_ours(request, request.POST.get("back", "/")))
    theme = request.POST.get("theme")
    if theme in {"light", "dark", "auto"}:
        response.set_cookie(THEME, theme, max_age=365 * 24 * 3600)
    return response
