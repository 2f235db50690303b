"""Szukanie: words in the text of notes, in any form."""

from django.shortcuts import render
from django.views.decorators.http import require_GET

from kladka.casework.cases.note_search import search_notes
from kladka.casework.cases.permissions import check_reads_notes, check_search, searches_whole_centre
from kladka.casework.cases.queries import words_digest
from kladka.casework.cases.tables import note_list


@require_GET
def note_search(request):
    """Notes with these words; outside the own cases after a reason."""
    check_reads_notes(request.user)
    text = request.GET.get("q", "").strip()[:200]
    own = request.GET.get("gdzie") != "cala" and not searches_whole_centre(request.user)
    if text and not own:
        check_search(request.user, text, words_digest(text), page="note-search")
    page = search_notes(request.user, text, own=own, cursor=request.GET.get("po", "")) if text else None
    context = {"page": page, "text": text, "own": own, "notes": note_list(page.rows) if page else ""}
    return render(request, "exchange/note_search.html", context)
