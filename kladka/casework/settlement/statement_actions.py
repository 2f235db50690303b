"""Acts on statements: read one, choose the columns of a CSV, confirm what was found, enter returns."""

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from kladka.casework.benefits.ledger_actions import record_return
from kladka.journal.actions import record
from kladka.uploads.accepting import accept
from kladka.uploads.refusal import Refused

from . import mt940, statement_csv
from .matching import Matcher, digests
from .models import BankStatement, StatementLine

State = StatementLine.State
ENCODINGS = {"elixir0-cp852": "cp852", "elixir0-iso": "iso8859_2", "elixir0-cp1250": "cp1250"}


@transaction.atomic
def read_statement(organisation, *, name, content, by):
    """Keep a statement and find its pairs; a CSV waits for its columns. The same file changes nothing.

    Returns (statement, whether it is new). Raises ValidationError with what is wrong and where.
    """
    text = _text(content, organisation)
    try:
        safe = accept("wyciag.txt", text.encode())
    except Refused as error:
        raise ValidationError(str(error)) from error
    standing = BankStatement.objects.filter(organisation=organisation, sha256=safe.sha256).first()
    if standing:
        return standing, False
    statement = BankStatement(
        organisation=organisation, name=name[:120], sha256=safe.sha256, content=safe.content, by=by
    )
    try:
        if mt940.is_mt940(text):
            _keep(statement, mt940.read(text))
        else:
            statement_csv.rows_of(text)  # a table with a header, or refused
            statement.save()
    except mt940.StatementError as error:
        raise ValidationError(str(error)) from error
    record("statement.entered", statement, by=by, organisation=organisation, sha256=safe.sha256)
    return statement, True


def _text(content, organisation):
    for encoding in ("utf-8-sig", ENCODINGS.get(organisation.bank_profile, "cp1250")):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return content.decode("cp1250", errors="replace")


@transaction.atomic
def choose_columns(statement, *, columns, by):
    """Read a CSV by {what: number of the column}; chosen once, when its first rows were seen."""
    statement = BankStatement.objects.select_for_update().get(pk=statement.pk)
    if statement.lines.exists():
        raise ValidationError("Kolumny tego pliku już wybrano.")
    try:
        found = statement_csv.read(statement.content.decode(), columns)
    except mt940.StatementError as error:
        raise ValidationError(str(error)) from error
    statement.columns = columns
    _keep(statement, found)
    record(
        "statement.columns", statement, by=by, organisation=statement.organisation, lines=len(found.entries)
    )


def _keep(statement, found):
    """Save a statement with its entries that stand on no other one, each with what it was found to be."""
    own = statement.organisation.account
    if found.account and own and found.account != own:
        raise mt940.StatementError(
            f"To wyciąg innego rachunku (kończy się na {found.account[-4:]}). Rachunek jednostki ma na końcu "
            f"{own[-4:]}. Nic nie zostało zapisane."
        )
    statement.number, (statement.starts, statement.ends) = found.number[:40], found.days
    statement.opening_pln, statement.closing_pln = found.opening, found.closing
    statement.save()
    marks = digests(found.entries)
    standing = StatementLine.objects.filter(organisation=statement.organisation, digest__in=marks)
    known = set(standing.values_list("digest", flat=True))
    fresh = [(mark, one) for mark, one in zip(marks, found.entries, strict=True) if mark not in known]
    matcher = Matcher(statement.organisation, [one for _, one in fresh])
    StatementLine.objects.bulk_create([_line(statement, mark, one, matcher.find(one)) for mark, one in fresh])


def _line(statement, digest, entry, found):
    state, why, payment, payment_list = found
    return StatementLine(
        organisation=statement.organisation, statement=statement, digest=digest, on=entry.on,
        amount_pln=entry.amount, account=entry.account[:40], name=entry.name[:200], title=entry.title[:400],
        state=state, why=why, payment=payment, payment_list=payment_list,
    )  # fmt: skip


@transaction.atomic
def confirm_lines(statement, keys, *, by):
    """Confirm that these lines are what they were found to be; a return is entered in the ledger.

    Returns (how many were confirmed, [why one was not]). Lines confirmed before are left as they are.
    """
    lines = statement.lines.select_for_update(of=("self",)).filter(
        key__in=keys, confirmed_by=None, set_aside=False
    )
    done, refused = 0, []
    for line in lines.exclude(state=State.UNMATCHED).select_related("payment__case").order_by("pk"):
        try:
            with transaction.atomic():
                _confirm(line, by)
            done += 1
        except ValidationError as error:
            refused.append(f"{line.payment.case.number}: {' '.join(error.messages)}")
        except IntegrityError:
            refused.append(f"{line.payment.case.number}: ta wypłata ma już potwierdzoną pozycję wyciągu.")
    if done:
        record("statement.confirmed", statement, by=by, organisation=statement.organisation, lines=done)
    return done, refused


def _confirm(line, by):
    if line.state == State.DOUBTFUL:
        line.state = State.MATCHED  # a person looked
    if line.state == State.RETURNED:
        record_return(line.payment, on=line.on, by=by)
    line.confirmed_by, line.confirmed_at = by, timezone.now()
    line.save(update_fields=["state", "confirmed_by", "confirmed_at"])


@transaction.atomic
def set_aside(statement, keys, *, by):
    """Say that these lines are no payments of programmes. Returns how many."""
    done = 0
    for line in statement.lines.select_for_update().filter(key__in=keys, confirmed_by=None, set_aside=False):
        line.set_aside = True
        line.save(update_fields=["set_aside"])
        done += 1
    if done:
        record("statement.set_aside", statement, by=by, organisation=statement.organisation, lines=done)
    return done
