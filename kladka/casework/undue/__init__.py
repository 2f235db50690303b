"""Nienależnie pobrane świadczenia: claims by decision, reliefs, instalments, repayments, deductions."""
