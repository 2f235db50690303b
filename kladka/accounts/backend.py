"""Who is signed in, read at each request together with what they may do today."""

from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.auth.middleware import AuthenticationMiddleware, get_user

from .permissions import user_at_work


class WithRoles(AuthenticationBackend):
    """Sign-in is allauth's; the user of a request comes with their roles in the same query."""

    def get_user(self, user_id):
        user = user_at_work(user_id)
        return user if user and self.user_can_authenticate(user) else None


class Known(AuthenticationMiddleware):
    """Middleware: `request.user` is read at once, because every page asks it for much."""

    def process_request(self, request):
        request.user = get_user(request)
