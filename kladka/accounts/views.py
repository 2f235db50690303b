"""Sign-in and sign-out, the demo's one-click sign-in, and the look of the screens."""

from django.conf import settings
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import LoginView, LogoutView
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.csrf import csrf_failure
from django.views.decorators.http import require_http_methods, require_POST

from .context import THEME
from .forms import SignInForm
from .interrupted import DAY, LAST, forget, keep, kept
from .models import User
from .once import repeatable

LOOPBACK = {"127.0.0.1", "::1"}


def demo_sign_in_allowed(request):
    """One-click sign-in exists in the demo alone, and for a browser on the same machine alone."""
    return settings.DEMO and request.META.get("REMOTE_ADDR") in LOOPBACK


@method_decorator(login_not_required, name="dispatch")
class SignIn(LoginView):
    template_name = "accounts/sign_in.html"
    authentication_form = SignInForm
    redirect_authenticated_user = True

    def get_success_url(self):
        return reverse("resume") if kept(self.request) else super().get_success_url()

    def get_context_data(self, **kwargs):
        people = User.objects.none()
        if demo_sign_in_allowed(self.request):
            people = User.objects.filter(memberships__isnull=False).prefetch_related(
                "memberships__organisation"
            )
        return super().get_context_data(**kwargs, demo_users=people.distinct().order_by("pk"))


class SignOut(LogoutView):
    http_method_names = ["post", "options"]


@login_not_required
@require_POST
def demo_sign_in(request):
    """Sign in as a demo account without a password."""
    if not demo_sign_in_allowed(request):
        raise Http404
    chosen = request.POST.get("user", "")
    user = get_object_or_404(User, pk=chosen if chosen.isdecimal() else 0)
    login(request, user, backend="django.contrib.auth.backends.ModelBackend")
    return redirect("resume" if kept(request) else "today")


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
    back = request.POST.get("back", "/")
    # Only an address of ours: redirect() would take a bare word for the name of a view.
    if not back.startswith("/") or not url_has_allowed_host_and_scheme(back, {request.get_host()}):
        back = "/"
    response = HttpResponseRedirect(back)
    theme = request.POST.get("theme")
    if theme in {"light", "dark", "auto"}:
        response.set_cookie(THEME, theme, max_age=365 * 24 * 3600)
    return response
