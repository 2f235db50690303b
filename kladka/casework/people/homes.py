"""Adres, jak się go porównuje: two spellings of one home look equal, two homes do not."""

import re

from kladka.vault.fields import BlindIndexField

from .spelling import normalise

# Words that one writes and another leaves out: the kind of the street, "m." or "lok." before the flat.
LEFT_OUT = re.compile(r"\b(?:ul|ulica|al|aleja|aleje|os|osiedle|pl|plac|m|mieszkanie|lok|lokal|nr)\b\.?")
APART = re.compile(r"[^a-z0-9]+")


def home_of(address, town=""):
    """Words of an address in one spelling: "ul. Lipowa 4 m. 3" and "Lipowa 4/3" are "lipowa 4 3"."""
    words = LEFT_OUT.sub(" ", normalise(f"{address}, {town}"))
    return APART.sub(" ", words).strip()


class HomeIndexField(BlindIndexField):
    """Blind index of an address in one spelling; the town is compared when the address is opened."""

    def digest(self, value, number=None):
        """The digest of the address in one spelling; None for an empty one."""
        return super().digest(home_of(value or ""), number)
