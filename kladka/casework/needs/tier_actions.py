"""Pilność sprawy: the tier of a case, worked out anew by every act that may change it.

T1: a red flag, no roof over the head, or (asked of the day by `cases.queries`, so no night job keeps it true)
a deadline within seven days. T2: any domain rated 1 or 2. T3: the rest. There is no sum and no weight.
"""

from kladka.casework.cases.actions import rank
from kladka.casework.cases.models import Case

from .domains import domains
from .queries import latest_values

ROOFLESS = "roofless"
LOW = 2


def refresh_tier(case):
    """Work out the tier of a case from open flags and newest ratings; of a closed one from flags alone."""
    values = {} if case.state in Case.CLOSED else latest_values(case)
    low = {code for code, lowest in values.items() if lowest <= LOW}
    why = [Case.FLAG] if case.red_flags.filter(closed_on=None).exists() else []
    why += [ROOFLESS] if values.get("housing") == 1 else []
    tier = 1 if why else 2 if low else 3
    rank(case, tier=tier, why=" ".join([*why, *(code for code in domains() if code in low)]))
