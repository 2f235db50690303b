"""Headers of every answer: pages, errors, redirects, static files."""

import secrets

from django.conf import settings
from django.utils.cache import patch_cache_control

# A page asks the machine for nothing but a passkey.
_OFF = (
    "accelerometer",
    "autoplay",
    "camera",
    "clipboard-read",
    "display-capture",
    "encrypted-media",
    "fullscreen",
    "geolocation",
    "gyroscope",
    "hid",
    "idle-detection",
    "local-fonts",
    "magnetometer",
    "microphone",
    "midi",
    "payment",
    "picture-in-picture",
    "screen-wake-lock",
    "serial",
    "usb",
    "xr-spatial-tracking",
)
_OWN = ("publickey-credentials-create", "publickey-credentials-get")
HEADERS = {
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": ", ".join([f"{name}=()" for name in _OFF] + [f"{name}=(self)" for name in _OWN]),
    # With "no-referrer" browsers send "Origin: null" with our own forms, and no form would pass.
    "Referrer-Policy": "same-origin",
    "Server": "web",  # else Granian says its own name
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
HSTS = {"Strict-Transport-Security": f"max-age={settings.SECURE_HSTS_SECONDS}; includeSubDomains"}
SIGN_OUT = {"sign-out", "account_logout"}


class Nonce:
    """The word by which a page names its scripts: made for one answer, and only when the page has some."""

    word = ""

    def __str__(self):
        self.word = self.word or secrets.token_hex(16)
        return self.word

    @property
    def policy(self):
        """The content policy of the answer. A file of ours is a script only where a page says so by its word.

        The pictures in `data:` are small ones inside Tabler's style sheet.
        """
        scripts = f"'nonce-{self.word}'" if self.word else "'none'"
        return (
            f"default-src 'none'; script-src {scripts}; style-src 'self'; img-src 'self' data:; "
            "connect-src 'self'; form-action 'self'; base-uri 'none'; object-src 'none'; "
            "frame-ancestors 'none'"
        )


class Headers:
    """Middleware, the outermost: also what other middleware refuses or serves passes here."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.csp_nonce = Nonce()
        response = self.get_response(request)
        response.setdefault("Content-Security-Policy", request.csp_nonce.policy)
        for name, value in (HEADERS | (HSTS if request.is_secure() else {})).items():
            response.setdefault(name, value)
        if "public" not in response.get("Cache-Control", ""):  # static files alone are
            patch_cache_control(response, no_store=True)
        if _signed_out(request):
            # Not "cookies": that would empty the whole domain, with the office's other systems in it.
            response["Clear-Site-Data"] = '"cache", "storage"'
        for cookie in response.cookies.values():
            _guard(cookie)
        return response


def _signed_out(request):
    match, user = request.resolver_match, getattr(request, "user", None)
    asked = request.method == "POST" and match is not None and match.url_name in SIGN_OUT
    return asked and user is not None and not user.is_authenticated


def _guard(cookie):
    """No script reads a cookie, no other site sends it, and over https it never travels in clear."""
    cookie["httponly"] = True
    cookie["secure"] = settings.HTTPS
    cookie["samesite"] = cookie["samesite"] or "Lax"
