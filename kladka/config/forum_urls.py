"""Every address on the host of the Forum: public pages and the account, nothing with families in it."""

from django.urls import include, path
from django.views.generic import RedirectView

urlpatterns = [
    path("", RedirectView.as_view(pattern_name="law"), name="today"),  # where a sign-in leads
    path("prawo/", include("kladka.ui.urls")),
    path("konto/", include("kladka.accounts.urls")),
]

handler400 = "kladka.ui.errors.wrong_request"
handler500 = "kladka.ui.unsaved.answer"
