"""Prawo: the statute as dated figures, rules over columns, terms and acts; pure Python and NumPy.

Importing the package enters every rule and every reader of a figure, so that an unused figure can be refused.
"""

from kladka.law import acts, neighbours, rules, terms, warnings

__all__ = ["acts", "neighbours", "rules", "terms", "warnings"]
