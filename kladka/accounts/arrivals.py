"""What follows every sign-in, by whichever way: clocks start, it is recorded, a new browser is told of."""

from allauth.account.adapter import get_adapter

from . import actions, browsers, mail, proofs, sessions


def arrived(request, response):
    """The person of this request has just signed in, and gets this answer."""
    sessions.begin(request)
    browser = browsers.named(request.headers.get("User-Agent", ""))
    new = browsers.is_new_for(request.user, request)
    actions.record_sign_in(
        request.user,
        way=proofs.way(request),
        browser=browser,
        address=get_adapter(request).get_client_ip(request),
        new_browser=new,
    )
    browsers.remember(request.user, request, response)
    if new:
        mail.notify(request.user, "new_browser", browser=browser)
