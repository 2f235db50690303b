"""What a month of payments costs: seconds and memory of each act on lists of 4,000 and of 20,000 persons.

An office is filled in bulk, without any list. Then the acts follow one another as an office does them,
each in a process of its own: prepare, submit, approve, the files for the bank in two formats, XLSX, send
(the ledger, the book and the draft of the next month). Memory is the peak above a process that has loaded
the code and opened the database, with the finished file in it where there is one. `ratio` compares the peaks
of the two sizes.

    ./run bench monthly [--persons 20000] [--json]
"""

import argparse
import json
import os
import resource
import shutil
import sys
import tempfile
import time

from pages import ROOT, run_alone

LISTED = 0.59  # of the persons of the synthetic office are in a running programme this month
SMALLER = 5
ACTS = ("prepare", "submit", "approve", "elixir0-cp852", "pain001", "xlsx", "send")


def main(argv=None):
    parser = argparse.ArgumentParser(prog="./run bench monthly", description=__doc__.splitlines()[0])
    parser.add_argument("--persons", type=int, default=20_000, help="liczba osób na liście")
    parser.add_argument("--json", action="store_true", help="wiersze JSON zamiast tabeli")
    parser.add_argument("--fill", type=int, help=argparse.SUPPRESS)
    parser.add_argument("--act", choices=ACTS, help=argparse.SUPPRESS)
    arguments = parser.parse_args(argv)
    if arguments.fill or arguments.act:
        return _alone(arguments.fill, arguments.act)
    peaks = []
    with tempfile.TemporaryDirectory(prefix="kladka-bench-") as folder:
        run_alone(f"{folder}/empty", sys.executable, "-m", "kladka", "migrate", "-v0")
        for size in (arguments.persons // SMALLER, arguments.persons):
            found = []
            for row in _rows(folder, size):
                found.append(row)
                print(json.dumps(row) if arguments.json else _line(row), flush=True)
            peaks.append({row["act"]: row["mb"] for row in found})
    for act, (small, large) in {act: [one[act] for one in peaks] for act in (*ACTS, "all")}.items():
        row = {"bench": "monthly", "act": act, "ratio": round(large / max(small, 0.1), 2)}
        print(json.dumps(row) if arguments.json else f"{act:<16}memory of the larger × {row['ratio']}")
    return 0


def _rows(folder, size):
    """A row for each act on a list of about so many persons, and one for all of them."""
    place = shutil.copytree(f"{folder}/empty", f"{folder}/{size}")
    run_alone(place, sys.executable, __file__, f"--fill={size}")
    rows = []
    for act in ACTS:
        rows.append(json.loads(run_alone(place, sys.executable, __file__, f"--act={act}")))
        yield rows[-1]
    sums = {name: round(sum(row[name] for row in rows), 2) for name in ("cpu", "wall")}
    yield rows[0] | {"act": "all"} | sums | {"mb": max(row["mb"] for row in rows), "file_mb": 0}


def _line(row):
    file = f"  (file {row['file_mb']} MB)" if row["file_mb"] else ""
    return (
        f"{row['act']:<16}{row['people']:>7} persons {row['cpu']:>7} s CPU {row['wall']:>7} s "
        f"{row['mb']:>7} MB{file}"
    )


def _alone(size, act):
    """In a process of its own: fill an office for a list of `size` persons, or do one act."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "kladka.config.settings"
    import django

    django.setup()
    return _fill(round(size / LISTED)) if size else _measure(act)


def _fill(persons):
    from _bulk import quickly, rows, select, table
    from _office import fill
    from django.utils import timezone

    from kladka.accounts.models import Organisation
    from kladka.casework.people.models import HeldDocument
    from kladka.casework.programmes.models import AgreedAmount, Programme, Withholding

    fill(persons, lists=0)
    Organisation.objects.update(account="61109010140000071219812874")
    with quickly():
        cards = (
            {"person_id": n, "kind": "residence_card", "number": f"RP{n:07}"} for n in range(1, persons + 1)
        )
        rows(HeldDocument, list(cards))
        month = f"DATE('{timezone.localdate().replace(day=1)}')"
        columns = {
            "programme_id": "p.id",
            "person_id": "a.person_id",
            "ground": "'misuse'",
            "facts": "'Ustalono.'",
        }
        columns |= {
            "starts": month,
            "ends": f"DATE({month}, '+9 day')",
            "by_id": "1",
            "changed_at": "CURRENT_TIMESTAMP",
        }
        joined = (
            f"{table(Programme)} p JOIN {table(AgreedAmount)} a ON a.programme_id = p.id AND a.number = 1"
        )
        select(Withholding, columns, f"{joined} WHERE p.state = 'running' AND a.person_id % 50 = 0")
    return 0


def _measure(act):
    from django.utils import timezone

    import kladka.config.urls  # noqa: F401  all the code, which an act would else load when it is first needed
    from kladka.accounts.models import Organisation, User
    from kladka.casework.benefits.models import PaymentList

    centre, (head, accountant) = Organisation.objects.get(), User.objects.order_by("pk")[:2]
    month = timezone.localdate().replace(day=1)
    found = PaymentList.objects.filter(month=month).first()
    before, cpu, wall = _peak(), time.process_time(), time.perf_counter()
    size = _done(act, found or (centre, month), head, accountant)
    row = {"bench": "monthly", "act": act, "people": PaymentList.objects.get(month=month).people}
    row |= {"cpu": round(time.process_time() - cpu, 2), "wall": round(time.perf_counter() - wall, 2)}
    print(json.dumps(row | {"mb": round(_peak() - before, 1), "file_mb": round(size / 2**20, 1)}))
    return 0


def _done(act, subject, head, accountant):
    """Do an act; how many bytes its file has, 0 without one."""
    from django.utils import timezone

    from kladka.casework.benefits import actions, files, queries

    today = timezone.localdate()
    if act == "prepare":
        actions.prepare_list(*subject, by=accountant)
    elif act == "submit":
        actions.submit(subject, by=accountant)
    elif act == "approve":
        actions.approve(subject, by=head)
    elif act == "send":
        actions.mark_sent(subject, on=today, by=accountant)
    elif act == "xlsx":
        return len(files.list_workbook(subject, queries.each_line(subject)).content)
    else:
        return len(actions.export_bank_file(subject, profile=act, on=today, by=accountant).content)
    return 0


def _peak():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    sys.path.insert(0, ROOT)
    sys.exit(main())
