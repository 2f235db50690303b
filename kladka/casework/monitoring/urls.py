"""Addresses of following a programme: at the case, and the list of families."""

from django.urls import path

from . import course_views, note_views, notice_views, school_views, views

CASE = "sprawy/<str:key>/"
COURSE = "kursy/<str:key>/"
NOTICE = CASE + "wezwania/<str:notice>/"
NOTE = CASE + "monitorowanie/<int:number>/"

urlpatterns = [
    path("monitorowanie/", views.monitoring_list, name="monitoring-list"),
    path("monitorowanie/lista.xlsx", views.monitoring_export, name="monitoring-export"),
    path("monitorowanie/kontakty/", views.contact_counting, name="contact-counting"),
    path(CASE + "kontakty/", views.case_contacts, name="case-contacts"),
    path(CASE + "kontakty/lista.xlsx", views.case_contacts_export, name="case-contacts-export"),
    path(NOTE, note_views.monitoring_note, name="monitoring-note"),
    path(NOTE + "notatka.<str:kind>", note_views.monitoring_note_print, name="monitoring-note-print"),
    path(NOTE + "zmiana-programu/", note_views.monitoring_note_change, name="monitoring-note-change"),
    path("kursy/", course_views.course_list, name="course-list"),
    path("kursy/nowy/", course_views.course_new, name="course-new"),
    path(COURSE, course_views.course, name="course"),
    path(COURSE + "wzor.xlsx", school_views.course_template, name="course-template"),
    path(COURSE + "plik/", school_views.course_file, name="course-file"),
    path(COURSE + "odnosnik/", school_views.course_link, name="course-link"),
    path(COURSE + "odnosnik/<str:link>/cofnij/", school_views.course_link_revoke, name="course-link-revoke"),
    path(COURSE + "<str:month>/", course_views.course_month, name="course-month"),
    path(CASE + "kursy/", course_views.case_courses, name="case-courses"),
    path(CASE + "kursy/<str:enrolment>/koniec/", course_views.course_leave, name="course-leave"),
    path(CASE + "lancuch/", views.case_chain, name="case-chain"),
    path(CASE + "wezwania/", notice_views.duty_notices, name="duty-notices"),
    path(
        CASE + "wezwania/nowe/<str:person>/<str:duty>/", notice_views.duty_notice_new, name="duty-notice-new"
    ),
    path(NOTICE, notice_views.duty_notice, name="duty-notice"),
    path(NOTICE + "wezwanie.<str:kind>", notice_views.duty_notice_print, name="duty-notice-print"),
    path(NOTICE + "wstrzymanie/", notice_views.duty_notice_withhold, name="duty-notice-withhold"),
    path(NOTICE + "<str:step>/", notice_views.duty_notice_step, name="duty-notice-step"),
    path("szkola/<str:token>/", school_views.school_month, name="school-month"),
]
