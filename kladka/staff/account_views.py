"""The account behind a role: the one-time link that sets its password, its sessions, lost second factors."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from kladka.accounts import links, mail
from kladka.accounts.step_up import step_up

from . import actions
from .permissions import account_for


@require_POST
@step_up
def password_link(request, key):
    """Make a link to set a password, show it once and, when there is a post, send it too."""
    membership = account_for(request.user, key)
    base = request.build_absolute_uri("/")
    actions.record_link(membership, by=request.user)
    mail.ask_for_link(membership.user.email, base)
    context = {"membership": membership, "link": links.password_link(membership.user, base)}
    return render(request, "staff/password_link.html", context | {"post": mail.is_set_up()})


@require_POST
@step_up
def end_sessions(request, key):
    """End every session of a person whose computer was lost or who left it open."""
    membership = account_for(request.user, key)
    actions.end_sessions(membership, by=request.user)
    messages.success(request, f"Zakończono wszystkie sesje: {membership.user.name}.")
    return redirect("staff-role", key=membership.key)


@require_POST
@step_up
def remove_factors(request, key):
    """Remove the second factors of who lost them."""
    membership = account_for(request.user, key)
    try:
        actions.remove_factors(membership, by=request.user)
    except ValidationError as error:
        messages.error(request, error.messages[0])
    else:
        said = f"Usunięto drugi składnik: {membership.user.name}. Sesje tej osoby zostały zakończone."
        messages.success(request, said)
    return redirect("staff-role", key=membership.key)
