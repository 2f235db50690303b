"""„Moje konto”: name, password, sessions, and the one-time link that sets a password."""

from allauth.account.views import PasswordChangeView, PasswordResetFromKeyView
from allauth.core import ratelimit
from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from . import actions, mail, proofs, queries, sessions
from .forms import AddressForm, NameForm
from .once import repeatable
from .step_up import step_up


@repeatable
@require_http_methods(["GET", "POST"])
def account(request):
    """One's own account on one page; POST changes the name."""
    form = NameForm(request.POST or None, initial={"name": request.user.name})
    if form.is_valid():
        actions.rename(request.user, **form.cleaned_data)
        messages.success(request, "Zapisano imię i nazwisko.")
        return redirect("account")
    context = {
        "form": form,
        "factors": queries.factors(request.user),
        "sessions": queries.open_sessions(request.user, request.session.session_key),
        "sign_ins": queries.latest_sign_ins(request.user),
        "one_click": proofs.by_one_click(request),
    }
    return render(request, "accounts/account.html", context, status=422 if form.is_bound else 200)


@repeatable
@require_POST
@step_up
def end_session(request):
    """End one session of one's own (`session`), or all others."""
    chosen = request.POST.get("session", "")
    if chosen == "others":
        sessions.keep_only_this(request)
        messages.success(request, "Zakończono wszystkie inne sesje.")
    else:
        mine = UserSession.objects.filter(user=request.user)
        found = get_object_or_404(mine, pk=chosen if chosen.isdecimal() else 0)
        actions.forget_session(found.session_key)
        messages.success(request, "Zakończono sesję.")
    return redirect("account")


class ChangePassword(PasswordChangeView):
    template_name = "accounts/change_password.html"


@login_not_required
@require_http_methods(["GET", "POST"])
def ask_for_link(request):
    """Ask for a link to set a password; the answer is the same whoever asks."""
    form = AddressForm(request.POST or None)
    if mail.is_set_up() and form.is_valid():
        email = form.cleaned_data["email"].lower()
        if refused := ratelimit.consume_or_429(request, action="reset_password", key=email):
            return refused
        mail.ask_for_link(email, request.build_absolute_uri("/"))
        return redirect("account_reset_password_done")
    return render(request, "accounts/ask_for_link.html", {"form": form, "post": mail.is_set_up()})


@login_not_required
@require_GET
def link_sent(request):
    """Said to everybody who asked."""
    return render(request, "accounts/link_sent.html")


class SetPassword(PasswordResetFromKeyView):
    """The page behind the one-time link."""

    template_name = "accounts/set_password.html"
    success_url = reverse_lazy("account_login")

    def render_to_response(self, context, **kwargs):
        return super().render_to_response(context, status=404 if context.get("token_fail") else 200)

    def form_valid(self, form):
        response = super().form_valid(form)
        actions.end_sessions(self.reset_user)
        messages.success(self.request, _("Hasło ustawione. Zaloguj się."))
        return response
