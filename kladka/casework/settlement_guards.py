"""Guards of the book and of settlements: what was entered, approved, read or handed over stays as it was."""

from .guard_conditions import Guard, same, same_or_emptied, still

BOOK_KEPT = "Zapisu księgi nie zmienia się i nie usuwa; robi się storno."
STATEMENT_KEPT = "Pozycji wyciągu nie zmienia się i nie usuwa."
FORMAT = (
    *("id", "key", "organisation_id", "title", "kind", "encoding", "letters", "extension", "forbidden"),
    *("line", "lines", "reference", "source", "by_id"),
)
CHECK_KEPT = "Potwierdzenia rachunku nie zmienia się i nie usuwa."
CONTRIBUTIONS_KEPT = "Zatwierdzonego zestawienia składek nie zmienia się: przygotowuje się korektę."
CONTRIBUTION = (
    *("id", "key", "contribution_list_id", "programme_id", "case_id", "person_id", "month", "position"),
    *("base_pln", "amount_pln", "before_pln", "reason"),
)
CONTRIBUTION_LIST = (
    *("id", "key", "organisation_id", "month", "part", "number", "people", "total_pln"),
    *("prepared_by_id", "submitted_by_id", "approved_by_id"),
)
GRANT_KEPT = "Zatwierdzonego zapotrzebowania ani rozliczenia dotacji nie zmienia się."


def _listed(row):
    """The list of a contribution is approved or sent."""
    of_list = f"SELECT 1 FROM insurance_contributionlist l WHERE l.id = {row}.contribution_list_id"
    return f"EXISTS ({of_list} AND l.state IN ('approved', 'sent'))"


SETTLEMENT_GUARDS = (
    Guard("posting_update", "ledger_posting", "UPDATE", "1 = 1", BOOK_KEPT),
    Guard("posting_delete", "ledger_posting", "DELETE", "1 = 1", BOOK_KEPT),
    Guard("posting_line_update", "ledger_postingline", "UPDATE", "1 = 1", BOOK_KEPT),
    Guard("posting_line_delete", "ledger_postingline", "DELETE", "1 = 1", BOOK_KEPT),
    Guard(
        "posting_closed",
        "ledger_posting",
        "INSERT",
        "EXISTS (SELECT 1 FROM ledger_bookyear y WHERE y.organisation_id = NEW.organisation_id "
        "AND y.year = NEW.year AND y.reopened_at IS NULL)",
        "Rok jest zamknięty w księdze.",
    ),
    Guard(
        "book_year_update",
        "ledger_bookyear",
        "UPDATE",
        f"NOT ({same('id', 'organisation_id', 'key', 'year', 'closed_by_id', 'closed_at')}) "
        "OR OLD.reopened_at IS NOT NULL",
        BOOK_KEPT,
    ),
    Guard("book_year_delete", "ledger_bookyear", "DELETE", "1 = 1", BOOK_KEPT),
    Guard("desk_payment_update", "settlement_deskpayment", "UPDATE", "1 = 1", BOOK_KEPT),
    Guard("desk_payment_delete", "settlement_deskpayment", "DELETE", "1 = 1", BOOK_KEPT),
    Guard(
        "ledger_collected",
        "benefits_ledgerentry",
        "INSERT",
        "NEW.kind = 'returned' AND EXISTS (SELECT 1 FROM settlement_deskpayment d "
        "WHERE d.payment_id = NEW.payment_id AND d.state = 'collected')",
        "Tę wypłatę odebrano w kasie.",
    ),
    *(
        Guard(f"contribution_{event.lower()}", "insurance_contribution", event, when, CONTRIBUTIONS_KEPT)
        for event, when in (
            ("INSERT", _listed("NEW")),
            ("DELETE", _listed("OLD")),
            (
                "UPDATE",
                f"({_listed('OLD')} OR {_listed('NEW')}) AND NOT ({same(*CONTRIBUTION)} "
                f"AND {same_or_emptied('name', 'identifier')})",
            ),
        )
    ),
    Guard(
        "contribution_list_delete",
        "insurance_contributionlist",
        "DELETE",
        "OLD.state <> 'draft'",
        CONTRIBUTIONS_KEPT,
    ),
    Guard(
        "contribution_list_update",
        "insurance_contributionlist",
        "UPDATE",
        f"OLD.state IN ('approved', 'sent') AND NOT ({same(*CONTRIBUTION_LIST)} "
        "AND (NEW.state = 'sent' OR NEW.state = OLD.state) "
        f"AND (OLD.sent_on IS NULL OR {still('sent_on')}) "
        f"AND (OLD.paid_on IS NULL OR {still('paid_on')}))",
        CONTRIBUTIONS_KEPT,
    ),
    Guard(
        "expense_file_update",
        "settlement_expensefile",
        "UPDATE",
        f"NOT ({same('id', 'key', 'organisation_id', 'profile', 'name', 'total_pln', 'count', 'sha256')} "
        f"AND {same('by_id')} AND {same_or_emptied('content')})",
        "Pliku wydanego do banku nie zmienia się i nie usuwa.",
    ),
    Guard(
        "expense_file_delete",
        "settlement_expensefile",
        "DELETE",
        "1 = 1",
        "Pliku wydanego do banku nie zmienia się i nie usuwa.",
    ),
    Guard(
        "bank_format_update",
        "benefits_bankformat",
        "UPDATE",
        f"NOT ({same(*FORMAT)}) OR (OLD.confirmed_by_id IS NOT NULL AND NOT ("
        f"{same('tried_sha256')} AND COALESCE(NEW.confirmed_by_id, 0) = OLD.confirmed_by_id)) "
        "OR (OLD.retired_on IS NOT NULL AND NEW.retired_on IS NULL)",
        "Opisu formatu nie zmienia się: zapisuje się nowy i próbuje go od początku.",
    ),
    Guard("account_check_update", "benefits_accountcheck", "UPDATE", "1 = 1", CHECK_KEPT),
    Guard("account_check_delete", "benefits_accountcheck", "DELETE", "1 = 1", CHECK_KEPT),
    Guard("bank_format_delete", "benefits_bankformat", "DELETE", "1 = 1", "Format się wycofuje."),
    Guard(
        "expense_update",
        "settlement_directexpense",
        "UPDATE",
        f"NOT ({same('id', 'key', 'programme_id', 'month', 'amount_pln', 'invoice', 'by_id')} "
        f"AND {same_or_emptied('purpose', 'payee', 'account')}) "
        "OR (OLD.paid_on IS NOT NULL AND NEW.paid_on <> OLD.paid_on)",
        BOOK_KEPT,
    ),
    Guard("statement_line_delete", "settlement_statementline", "DELETE", "1 = 1", STATEMENT_KEPT),
    Guard(
        "statement_line_update",
        "settlement_statementline",
        "UPDATE",
        f"NOT ({same('id', 'key', 'organisation_id', 'statement_id', 'digest', 'amount_pln')} "
        f"AND {same_or_emptied('account', 'name', 'title')}) "
        "OR (OLD.confirmed_by_id IS NOT NULL AND (NEW.state <> OLD.state "
        "OR COALESCE(NEW.confirmed_by_id, 0) <> OLD.confirmed_by_id "
        "OR COALESCE(NEW.payment_id, 0) <> COALESCE(OLD.payment_id, 0)))",
        STATEMENT_KEPT,
    ),
    Guard("own_funds_update", "settlement_ownfunds", "UPDATE", "1 = 1", BOOK_KEPT),
    Guard("own_funds_delete", "settlement_ownfunds", "DELETE", "1 = 1", BOOK_KEPT),
    Guard("grant_receipt_update", "settlement_grantreceipt", "UPDATE", "1 = 1", BOOK_KEPT),
    Guard("grant_receipt_delete", "settlement_grantreceipt", "DELETE", "1 = 1", BOOK_KEPT),
    Guard(
        "grant_request_update",
        "settlement_grantrequest",
        "UPDATE",
        f"OLD.approved_by_id IS NOT NULL AND NOT ({same('id', 'key', 'organisation_id', 'number')} "
        f"AND {same('starts', 'ends', 'cash_pln', 'health_pln', 'direct_pln', 'by_id', 'approved_by_id')})",
        GRANT_KEPT,
    ),
    Guard(
        "grant_settlement_update",
        "settlement_grantsettlement",
        "UPDATE",
        f"OLD.approved_by_id IS NOT NULL AND NOT ({same('id', 'key', 'organisation_id', 'number', 'final')} "
        f"AND {same('starts', 'ends', 'opening_pln', 'received_pln', 'by_id', 'approved_by_id')} "
        f"AND {same('used_cash_pln', 'used_health_pln', 'used_direct_pln', 'return_basis')} "
        f"AND {same('opening_health_pln', 'opening_direct_pln', 'received_health_pln')} "
        f"AND {same('received_direct_pln')})",
        GRANT_KEPT,
    ),
)
