"""Of what guards are made: the rule itself, and conditions on the old and the new row."""

from dataclasses import dataclass

ERASED = "('', 'usunięto')"  # what erasure after the retention period leaves behind


@dataclass(frozen=True)
class Guard:
    """Refuse `event` on a row of `table` while the condition on OLD and NEW holds."""

    name: str
    table: str
    event: str
    when: str
    message: str


def same(*columns):
    return " AND ".join(f"NEW.{one} = OLD.{one}" for one in columns)


def same_or_erased(*columns):
    return " AND ".join(f"(NEW.{one} = OLD.{one} OR NEW.{one} IN {ERASED})" for one in columns)


def same_or_emptied(*columns):
    """Sealed columns: erasure leaves NULL. A change of keys lifts the guards (kladka keys reseal)."""
    return " AND ".join(f"COALESCE(NEW.{one} IS NULL OR NEW.{one} = OLD.{one}, FALSE)" for one in columns)


def still(*columns):
    """The same, also where both are empty."""
    return " AND ".join(
        f"COALESCE(NEW.{one} = OLD.{one} OR (NEW.{one} IS NULL AND OLD.{one} IS NULL), FALSE)"
        for one in columns
    )


def closed(list_id):
    """The list is approved or sent."""
    of_list = f"SELECT 1 FROM benefits_paymentlist l WHERE l.id = {list_id}"
    return f"EXISTS ({of_list} AND l.state IN ('approved', 'sent'))"
