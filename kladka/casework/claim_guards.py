"""What the database refuses about recalculations, claims and deductions (see guards.py)."""

from .guard_conditions import Guard, closed, same, same_or_emptied, still

LINE_CLOSED = "Pozycji zatwierdzonej listy wypłat nie zmienia się."
RECALCULATED_KEPT = "Przeliczenia się nie zmienia i nie usuwa: przelicza się jeszcze raz."
CLAIM_KEPT = "Ustalonej należności, jej rat i spłat nie zmienia się i nie usuwa."

CLAIM_GUARDS = (
    *(
        Guard(
            f"deduction_{event.lower()}",
            "benefits_deduction",
            event,
            "EXISTS (SELECT 1 FROM benefits_payment p "
            f"WHERE p.id = {row}.payment_id AND {closed('p.payment_list_id')})",
            LINE_CLOSED,
        )
        for event, row in (("INSERT", "NEW"), ("UPDATE", "OLD"), ("DELETE", "OLD"))
    ),
    Guard(
        "deduction_order_update",
        "benefits_deductionorder",
        "UPDATE",
        f"NOT ({same('id', 'key', 'organisation_id', 'case_id', 'decision_id', 'by_id')})",
        "Zlecenia potrąceń nie zmienia się: zmienia się jego granicę albo je kończy.",
    ),
    Guard(
        "recalculation_update",
        "recalculation_recalculation",
        "UPDATE",
        "OLD.effective_on IS NOT NULL AND NOT ("
        f"{same('id', 'key', 'programme_id', 'decision_id', 'since', 'ground', 'effective_on', 'by_id')} "
        f"AND {still('consented_on')} AND {same_or_emptied('reason')})",
        RECALCULATED_KEPT,
    ),
    Guard(
        "recalculation_delete",
        "recalculation_recalculation",
        "DELETE",
        "OLD.effective_on IS NOT NULL",
        RECALCULATED_KEPT,
    ),
    Guard(
        "recalculated_amount_update",
        "recalculation_recalculatedamount",
        "UPDATE",
        f"NOT ({same('id', 'key', 'recalculation_id', 'person_id', 'month', 'number')} "
        f"AND {still('old_pln', 'new_pln', 'old_due_pln', 'new_due_pln')} "
        f"AND {same_or_emptied('because', 'old_reason')})",
        RECALCULATED_KEPT,
    ),
    Guard(
        "recalculated_amount_delete", "recalculation_recalculatedamount", "DELETE", "1 = 1", RECALCULATED_KEPT
    ),
    Guard(
        "claim_update",
        "undue_claim",
        "UPDATE",
        f"OLD.effective_on IS NOT NULL AND NOT ({same('id', 'key', 'case_id', 'programme_id', 'debtor_id')} "
        f"AND {same('decision_id', 'ground', 'total_pln', 'effective_on', 'by_id')} "
        f"AND (OLD.ended_on IS NULL OR {still('ended_on')}) AND {same_or_emptied('facts')})",
        CLAIM_KEPT,
    ),
    Guard("claim_delete", "undue_claim", "DELETE", "OLD.effective_on IS NOT NULL", CLAIM_KEPT),
    *(
        Guard(f"{table}_{event.lower()}", f"undue_{table}", event, "1 = 1", CLAIM_KEPT)
        for table in ("claimpart", "instalment", "repayment")
        for event in ("UPDATE", "DELETE")
    ),
)
