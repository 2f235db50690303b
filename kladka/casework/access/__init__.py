"""Kto co widzi poza swoimi sprawami: sharing, looks with a reason, broken glass, supervision."""
