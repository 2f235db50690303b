"""Kalibracja: the published figures that the synthetic population is drawn from, each with its source.

A figure without a published source is an assumption of ours and says so. None of them is law.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from kladka.law.statuses import STATUSES

FAMILY_FORMS: Final = (
    "single",
    "couple",
    "mother_children",
    "couple_children",
    "mother_grandmother_children",
    "three_generations",
    "sibling_minor",
    "unaccompanied_minor",
)


@dataclass(frozen=True)
class Mix:
    """How many households of each status, in parts of one that add up to one."""

    name: str
    title: str
    shares_by_status: dict[str, float]

    @property
    def shares(self) -> tuple[float, ...]:
        """Shares in the order of the law's STATUSES."""
        return tuple(self.shares_by_status[status] for status in STATUSES)


# Assumption: every group is met often enough to be counted; not a share of the country.
OFFICE: Final = Mix(
    "office",
    "rodziny, które przychodzą do urzędu: przewaga ochrony uzupełniającej, każda grupa obecna",
    {
        "refugee": 0.16,
        "subsidiary": 0.62,
        "family_permit": 0.03,
        "temporary_protection": 0.10,
        "humanitarian": 0.05,
        "tolerated": 0.02,
        "none": 0.02,
    },
)

# PESEL UKR 993,000 (PAP, 2025) against some 5,000 positive protection decisions a year (UdSC, 2022) and
# 4,800 in nine months of 2024 (UdSC); the split between the two forms of protection is an assumption.
COUNTRY: Final = Mix(
    "country",
    "cały kraj: 993 tys. osób z PESEL UKR wobec ok. 5–6 tys. decyzji pozytywnych rocznie",
    {
        "refugee": 0.0012,
        "subsidiary": 0.0050,
        "family_permit": 0.0003,
        "temporary_protection": 0.9900,
        "humanitarian": 0.0020,
        "tolerated": 0.0005,
        "none": 0.0010,
    },
)

MIXES: Final = {mix.name: mix for mix in (OFFICE, COUNTRY)}

# Households of 1–7 persons. The mean over all, 13,421/5,645 = 2.38, is that of MSNA Poland 2023 (UNHCR, IOM).
# The three curves are assumptions fitted to it and to the known make-up of each group.
SIZES_TEMPORARY: Final = (0.30, 0.31, 0.22, 0.11, 0.04, 0.01, 0.01)
SIZES_PROTECTION: Final = (0.55, 0.18, 0.12, 0.08, 0.04, 0.02, 0.01)
SIZES_LARGE: Final = (0.25, 0.13, 0.15, 0.17, 0.14, 0.09, 0.07)

# Households from Chechnya, Tajikistan, Afghanistan among those under international protection: the share of
# Russian and "other" grants of January–September 2024 (UdSC: UA .48, BY .44, RU .03, other .05).
SHARE_LARGE: Final = 0.08

# Month of arrival, February–September 2022, parts of one (UNHCR border and PESEL UKR samples of 2022).
ARRIVALS_FROM_FEBRUARY: Final = (0.09, 0.52, 0.13, 0.08, 0.06, 0.04, 0.06, 0.02)

# Family form by size of household (rows: 1, 2, 3, 4 and more persons; columns: FAMILY_FORMS). Assumptions,
# fitted for Ukraine to 43 % children and 77 % women among adults (PESEL UKR, 2023-02).
FORMS_TEMPORARY: Final = (
    (0.97, 0.00, 0.00, 0.00, 0.00, 0.00, 0.00, 0.03),
    (0.00, 0.22, 0.75, 0.00, 0.00, 0.00, 0.03, 0.00),
    (0.00, 0.00, 0.72, 0.16, 0.12, 0.00, 0.00, 0.00),
    (0.00, 0.00, 0.50, 0.22, 0.16, 0.12, 0.00, 0.00),
)
FORMS_PROTECTION: Final = (
    (0.97, 0.00, 0.00, 0.00, 0.00, 0.00, 0.00, 0.03),
    (0.00, 0.62, 0.32, 0.00, 0.00, 0.00, 0.06, 0.00),
    (0.00, 0.00, 0.25, 0.70, 0.05, 0.00, 0.00, 0.00),
    (0.00, 0.00, 0.15, 0.75, 0.05, 0.05, 0.00, 0.00),
)

# Adults in each family form (FAMILY_FORMS); the rest of the household are children.
ADULTS: Final = (1, 2, 1, 2, 2, 3, 1, 0)

# Age of an adult who came without children: lower bound of a band, share. Applicants of 2024 were mostly
# 18–34 (UdSC); the split above 34 is an assumption.
ADULT_AGES: Final = ((18.0, 0.65), (35.0, 0.25), (50.0, 0.08), (65.0, 0.02))
OLDEST: Final = 85.0

# Assumptions: years between a parent and the eldest child (normal: mean, deviation), and between siblings.
PARENT_GAP: Final = (27.0, 5.0)
SIBLING_GAP: Final = (2.0, 4.0)

# Of programmes of refugees in 2013 a tenth were broken off (MPiPS: 10 of 103).
SHARE_BROKEN_OFF: Final = 0.10

# Assumptions about the office's paper, made so that every rule has work to do.
SHARE_NEVER_APPLIED: Final = 0.03
SHARE_LATE: Final = 0.06
SHARE_FROM_RECEPTION_CENTRE: Final = 0.30
SHARE_MEMBER_JOINED_LATER: Final = 0.03
SHARE_MEMBER_LEFT_EARLY: Final = 0.01
SHARE_WITHHELD: Final = 0.03
SHARE_SPOUSE_OF_POLISH_CITIZEN: Final = 0.02


def draw(uniform: NDArray[np.float64], shares: tuple[float, ...]) -> NDArray[np.int64]:
    """Index of the share that each uniform number of [0, 1) falls in; shares must add up to one.

    Only uniform numbers are drawn from the generator, and mapped here, so that a seed gives the same people
    whatever NumPy does to its other distributions.
    """
    edges = np.cumsum(shares)[:-1]
    return np.searchsorted(edges, uniform, side="right")
