# Decisions issued before are fingerprinted as they are now.

import hashlib
import json

from django.db import migrations


def fingerprint(decision, files):
    whole = {
        "decision": [decision.key, decision.number, decision.kind, decision.case.key],
        "issued_on": decision.issued_on.isoformat(),
        "signed": [decision.prepared_by_id, decision.approved_by_id],
        "content": decision.content,
        "grounds": decision.grounds,
        "files": [[one.media_type, hashlib.sha256(bytes(one.content)).hexdigest()] for one in files],
    }
    text = json.dumps(whole, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


def fill(apps, schema_editor):
    Decision = apps.get_model("decisions", "Decision")
    File = apps.get_model("decisions", "DecisionFile")
    for decision in Decision.objects.filter(issued_on__isnull=False).select_related("case").iterator():
        files = File.objects.filter(decision=decision).order_by("media_type", "pk")
        Decision.objects.filter(pk=decision.pk).update(sha256=fingerprint(decision, files))


class Migration(migrations.Migration):

    dependencies = [('decisions', '0003_fingerprint')]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
