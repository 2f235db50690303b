from django.db import migrations

from kladka.journal import chain
from kladka.vault import keys


def chain_entries(apps, schema_editor):
    """Number the entries of each organisation in the order of their ids, then compute every MAC."""
    entries = apps.get_model('journal', 'Entry').objects
    if not entries.exists():
        return
    number, _ = keys.current('journal')
    with schema_editor.connection.cursor() as cursor:
        cursor.execute(
            "UPDATE journal_entry SET key_number = %s, seq = numbered.seq FROM (SELECT id AS numbered_id, "
            "row_number() OVER (PARTITION BY organisation_id ORDER BY id) AS seq FROM journal_entry) AS numbered "
            "WHERE numbered_id = id",
            [number],
        )
        cursor.execute(
            f"SELECT id, organisation_id, {chain.text_in(schema_editor.connection.vendor)} "
            "FROM journal_entry ORDER BY organisation_id, seq"
        )
        heads, macs = {}, []
        for pk, organisation, text in cursor.fetchall():
            heads[organisation] = chain.mac(heads.get(organisation, ''), text, chain.chain_key(number))
            macs.append((heads[organisation], pk))
        cursor.executemany("UPDATE journal_entry SET mac = %s WHERE id = %s", macs)


class Migration(migrations.Migration):

    dependencies = [('journal', '0002_columns_of_the_chain')]

    operations = [migrations.RunPython(chain_entries, migrations.RunPython.noop)]
