"""Why a file was not taken, as a sentence for the person who sent it."""


class Refused(ValueError):
    """The file is not taken. The text says why and what to do."""
