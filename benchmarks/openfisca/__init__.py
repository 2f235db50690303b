"""Druga implementacja: the IPI rule once more, as an OpenFisca country package, to check the engine against.

Written from the wording of the acts, not from kladka.law, and never imported by the product. Money is whole
grosz in OpenFisca's int32 (at most 21 million zł a person-month): its float32 would lose grosz in sums, so no
figure here is a float, and sums over persons are taken in int64 outside.
"""

from benchmarks.openfisca.system import Answers, IpiSystem, ask, build

__all__ = ["Answers", "IpiSystem", "ask", "build"]
