"""Many counts in one question to the database."""

from django.core.exceptions import EmptyResultSet
from django.db import connection


def counted(querysets, at_most):
    """How many rows each queryset has, in their order, by one statement; so many at most are looked for."""
    statements, values = [], []
    for queryset in querysets:
        try:
            sql, parameters = queryset.order_by().values("pk")[:at_most].query.sql_with_params()
        except EmptyResultSet:  # cannot have any row
            sql, parameters = "SELECT 1 WHERE 1 = 0", ()
        statements.append(f"(SELECT COUNT(*) FROM ({sql}) AS counted)")
        values.extend(parameters)
    if not statements:
        return []
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(statements)}", values)
        return list(cursor.fetchone())
