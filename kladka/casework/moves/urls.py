"""Addresses of handovers, of moves, and of how cases are distributed."""

from django.urls import path

from . import distribution_views as distribution
from . import handover_views as handover
from . import move_views as moves

MOVE = "sprawy/<str:key>/przeniesienie/<str:move>/"

urlpatterns = [
    path("przekazania/", handover.handover_list, name="handover-list"),
    path("przekazania/lista.xlsx", handover.handover_export, name="handover-export"),
    path("przekazania/bez-realizatora/", distribution.orphan_list, name="orphan-list"),
    path("przekazania/bez-realizatora/lista.xlsx", distribution.orphan_export, name="orphan-export"),
    path("przekazania/zbiorcze/", distribution.handover_many, name="handover-many"),
    path("przekazania/realizatorzy/", distribution.worker_list, name="worker-list"),
    path("przekazania/realizatorzy/<str:key>/", distribution.worker_page, name="worker"),
    path("przekazania/realizatorzy/<str:key>/nieobecnosc/", distribution.absence_new, name="absence-new"),
    path(
        "przekazania/realizatorzy/<str:key>/nieobecnosc/<int:pk>/",
        distribution.absence_cancel,
        name="absence-cancel",
    ),
    path("przekazania/<str:key>/", handover.handover_page, name="handover"),
    path("przekazania/<str:key>/karta/", handover.handover_edit, name="handover-edit"),
    path("przekazania/<str:key>/karta.pdf", handover.handover_print, name="handover-print"),
    path("przekazania/<str:key>/przekaz/", handover.handover_offer, name="handover-offer"),
    path("przekazania/<str:key>/wycofaj/", handover.handover_withdraw, name="handover-withdraw"),
    path("przekazania/<str:key>/przyjmij/", handover.handover_accept, name="handover-accept"),
    path("przekazania/<str:key>/pytania/", handover.handover_return, name="handover-return"),
    path("przekazania/<str:key>/zakres/", moves.handover_pack, name="handover-pack"),
    path("przekazania/<str:key>/plik/", moves.handover_file, name="handover-file"),
    path("przekazania/<str:key>/potwierdzone/", moves.handover_confirmed, name="handover-confirmed"),
    path("sprawy/<str:key>/przekazanie/", handover.case_handover, name="case-handover"),
    path("sprawy/<str:key>/adres-w-powiecie/", moves.home_change, name="home-change"),
    path("sprawy/<str:key>/wyjazd/", moves.departure, name="departure"),
    path("sprawy/<str:key>/przeniesienie/nowe/", moves.move_new, name="move-new"),
    path(MOVE, moves.move_page, name="move"),
    path(MOVE + "dowod/<str:proof>/", moves.move_proof, name="move-proof"),
    path(MOVE + "rozstrzygnij/", moves.move_decide, name="move-decide"),
    path(MOVE + "uchylenie/", moves.move_revoke, name="move-revoke"),
    path(MOVE + "zawiadomienia/", moves.move_notices, name="move-notices"),
    path(MOVE + "zawiadomienia/<str:notice>/wyslano/", moves.notice_sent, name="notice-sent"),
    path(MOVE + "zawiadomienia/<str:notice>/plik.<str:form>", moves.notice_file, name="notice-file"),
    path(MOVE + "przekaz/", moves.move_handover, name="move-handover"),
]
