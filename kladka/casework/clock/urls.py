"""Addresses of the line of a case, of calendars and of reminders."""

from django.urls import path

from . import feed_views, views

CASE = "sprawy/<str:key>/os/"

urlpatterns = [
    path(CASE, views.case_line, name="case-line"),
    path(CASE + "os.xlsx", views.line_export, name="case-line-export"),
    path(CASE + "terminy.ics", views.case_calendar, name="case-calendar"),
    path(CASE + "przypomnienia/", views.visit_reminders, name="visit-reminders"),
    path(CASE + "przypomnienia/zgoda/", views.visit_agree, name="visit-agree"),
    path(CASE + "przypomnienia/<int:consent>/cofnij/", views.visit_withdraw, name="visit-withdraw"),
    path("przypomnienia/", feed_views.reminders, name="reminders"),
    path("przypomnienia/kalendarz/", feed_views.feed_open, name="feed-open"),
    path("przypomnienia/kalendarz/nowy/", feed_views.feed_new, name="feed-new"),
    path("przypomnienia/kalendarz/uniewaznij/", feed_views.feed_close, name="feed-close"),
    path("kalendarz/<str:token>.ics", feed_views.feed, name="calendar-feed"),
]
