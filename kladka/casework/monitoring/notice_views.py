"""Wezwania do wyjaśnienia: what was missed, a draft with the facts, delivery, answer, judgement."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kladka.accounts.permissions import can_handle_cases
from kladka.casework.cases.drafts import drafted
from kladka.casework.cases.permissions import check_address, check_may_leave
from kladka.casework.cases.views import attachment
from kladka.casework.cases.wording import case_context
from kladka.casework.letters.queries import print_docx
from kladka.casework.programmes.models import Programme
from kladka.casework.programmes.permissions import person_of, programme_for, programme_to_handle
from kladka.documents import pdf
from kladka.documents.document import PDF, Document, file_name
from kladka.documents.translated import TAGS

from . import notice_actions, notice_forms
from .letters import notice_letter
from .missed import missed_duties
from .permissions import check_write, notice_for
from .wording import duties_of, notice_badge

RUNNING = Programme.State.RUNNING


@require_GET
def duty_notices(request, key):
    """Duties that were missed, each with its facts, and the notices of the case."""
    programme = programme_for(request.user, key)
    notices = list(programme.duty_notices.defer("pdf").select_related("person"))
    context = case_context(programme.case, "kontakty/") | {
        "missed": missed_duties(programme, timezone.localdate()) if programme.state == RUNNING else [],
        "notices": [(one, *notice_badge(one)) for one in notices],
        "can_write": can_handle_cases(request.user, programme.organisation_id),
    }
    return render(request, "monitoring/duty_notices.html", context)


@require_http_methods(["GET", "POST"])
@drafted
def duty_notice_new(request, key, person, duty):
    """Draft a notice: the facts are filled in and may be corrected."""
    programme = programme_to_handle(request.user, key, RUNNING)
    who, clause = person_of(programme, person), duties_of(programme).get(duty)
    if clause is None:
        raise Http404("Program nie ma takiego zobowiązania.")
    known = missed_duties(programme, timezone.localdate())
    facts = "\n".join(one.facts for one in known if one.person.pk == who.pk and one.duty == duty)
    form = notice_forms.NoticeForm(request.POST or None, initial={"facts": facts} | request.draft.data)
    if form.is_bound and form.is_valid():
        about = {"person": who, "duty": duty, "provision": clause.provision, "by": request.user}
        language = TAGS.get(who.language, "")
        notice = notice_actions.draft_notice(programme, language=language, **about, **form.cleaned_data)
        messages.success(request, "Przygotowano projekt wezwania. Sprawdź go i wyślij.")
        return redirect("duty-notice", key, notice.key)
    context = case_context(programme.case, "kontakty/") | {"form": form, "person": who, "clause": clause}
    context["draft"] = request.draft
    return render(request, "monitoring/notice_new.html", context, status=422 if form.is_bound else 200)


@require_GET
def duty_notice(request, key, notice):
    """A notice, what was answered, and the next step alone."""
    case, found = notice_for(request.user, key, notice)
    return _page(request, case, found, notice_forms.next_form(found))


def _page(request, case, notice, form, status=200):
    context = case_context(case, "kontakty/") | {
        "notice": notice,
        "badge_of_notice": notice_badge(notice),
        "clause": duties_of(notice.programme).get(notice.duty),
        "forms": form,
        "can_write": can_handle_cases(request.user, case.organisation_id),
        "today": timezone.localdate(),
    }
    return render(request, "monitoring/notice.html", context, status=status)


@require_POST
def duty_notice_step(request, key, notice, step):
    """Send, deliver, answer, judge or drop: one act, named by the address."""
    case, found = notice_for(request.user, key, notice)
    check_write(request.user, case)
    if step not in notice_forms.STEPS:
        raise Http404("Nie ma takiej czynności.")
    form_class, act, said = notice_forms.STEPS[step]
    form = form_class(request.POST)
    if form.is_valid():
        try:
            act(found, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, said)
            return redirect("duty-notices", key) if step == "odrzuc" else redirect("duty-notice", key, notice)
    return _page(request, case, found, notice_forms.next_form(found) | {step: form}, status=422)


@require_POST
def duty_notice_withhold(request, key, notice):
    """Open the form of withholding with what the notice found."""
    case, found = notice_for(request.user, key, notice)
    check_write(request.user, case)
    try:
        notice_actions.prepare_withholding(found, on=timezone.localdate(), by=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("duty-notice", key, notice)
    form, ground = notice_actions.WAYS.get(found.duty, notice_actions.BREACH)
    query = f"?osoba={found.person.key}&podstawa={ground}"
    return redirect(reverse(form, args=[key]) + query)


@require_GET
def duty_notice_print(request, key, notice, kind):
    """The notice as PDF (frozen once sent) or DOCX."""
    case, found = notice_for(request.user, key, notice)
    check_may_leave(case)
    check_address(request.user, case, found.issued_on)
    if kind not in ("pdf", "docx"):
        raise Http404("Nie ma takiego pliku.")
    if kind == "docx":
        issued = found.key if found.issued_on else ""
        office = found.programme.organisation_id
        return attachment(print_docx(office, notice_letter(found), "notice", issued=issued))
    if not found.issued_on:
        return attachment(pdf.print_letter(notice_letter(found)))
    name = f"{file_name('Wezwanie', found.number)}.pdf"
    return attachment(Document.of(name, PDF, bytes(found.pdf)))
