"""What the log says: which code failed, at which address, when; never what was typed or what a row holds."""

import logging
import traceback
from datetime import UTC, datetime


class WithoutData(logging.Formatter):
    """The text of an error may quote a row, an address what somebody searched for: neither is written.

    A record of a request or of an error becomes time (UTC), level, logger, method, route, status, number of
    the user, kinds of error and the lines of code they came through. Other records keep their wording,
    without the values put into it.
    """

    def formatTime(self, record, datefmt=None):
        return datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")

    def format(self, record):
        told = [self.formatTime(record), record.levelname, record.name]
        error = record.exc_info[1] if record.exc_info else None
        request = getattr(record, "request", None)
        if request is not None:
            told += [request.method, _route(request), str(getattr(record, "status_code", "")), _who(request)]
        elif error is None:
            told.append(str(record.msg))
        return "\n".join([" ".join(told), *_causes(error)])


def _route(request):
    match = getattr(request, "resolver_match", None)
    return f"/{match.route}" if match else "(unknown address)"


def _who(request):
    """The user, when the request has asked for them already: writing a line asks the database for nothing."""
    user = getattr(request, "_cached_user", None)
    return f"user={user.pk if user else None}"


def _causes(error):
    """Kinds of error, the last first, each with its lines of code."""
    while error is not None:
        yield f"  {type(error).__module__}.{type(error).__qualname__}"
        for frame in traceback.extract_tb(error.__traceback__):
            yield f"    {frame.filename}:{frame.lineno} {frame.name}"
        error = error.__cause__ or error.__context__
