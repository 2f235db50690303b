"""Files on their way in stay in memory: a temporary file would leave them on the disk in clear."""

from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import MemoryFileUploadHandler

LARGEST_REQUEST = 60 * 1024 * 1024  # bytes


class InMemory(MemoryFileUploadHandler):
    """Upload handler of Django. Raises RequestDataTooBig, which is answered with 413."""

    received = 0

    def handle_raw_input(self, input_data, META, content_length, boundary, encoding=None):
        self._count(content_length)
        self.received, self.activated = 0, True

    def receive_data_chunk(self, raw_data, start):
        self._count(len(raw_data))
        return super().receive_data_chunk(raw_data, start)

    def _count(self, size):
        self.received += size
        if self.received > LARGEST_REQUEST:
            raise RequestDataTooBig("Za dużo plików naraz.")
