"""Every address of the program, by wing."""

from django.urls import include, path

# A case that asks for a reason first is not refused but sent to the page that asks.
handler403 = "kladka.casework.access.look_views.refused"

# Those most often asked for come first: a request is compared with one address after another.
urlpatterns = [
    path("", include("kladka.casework.cases.urls")),
    path("", include("kladka.casework.needs.urls")),
    path("", include("kladka.casework.rights.urls")),
    path("", include("kladka.casework.intake.urls")),
    path("", include("kladka.casework.programmes.urls")),
    path("", include("kladka.casework.decisions.urls")),
    path("", include("kladka.casework.benefits.urls")),
    path("", include("kladka.casework.exchange.urls")),
    path("", include("kladka.casework.monitoring.urls")),
    path("", include("kladka.casework.access.urls")),
    path("", include("kladka.casework.exports.urls")),
    path("", include("kladka.casework.reports.urls")),
    path("", include("kladka.casework.oversight.urls")),
    path("", include("kladka.casework.correspondence.urls")),
    path("", include("kladka.casework.aftercare.urls")),
    path("", include("kladka.casework.clock.urls")),
    path("", include("kladka.casework.casefile.urls")),
    path("", include("kladka.casework.issuing.urls")),
    path("", include("kladka.casework.changes.urls")),
    path("", include("kladka.casework.moves.urls")),
    path("", include("kladka.casework.attachments.urls")),
    path("", include("kladka.casework.letters.urls")),
    path("", include("kladka.casework.insurance.urls")),
    path("", include("kladka.casework.recalculation.urls")),
    path("", include("kladka.casework.undue.urls")),
    path("", include("kladka.casework.anomalies.urls")),
    path("", include("kladka.casework.settlement.urls")),
    path("", include("kladka.staff.urls")),
    path("prawo/", include("kladka.ui.urls")),
    path("konto/", include("kladka.accounts.urls")),
]

handler400 = "kladka.ui.errors.wrong_request"
handler500 = "kladka.ui.unsaved.answer"
