from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):

    dependencies = [('journal', '0003_chain_entries_made_before')]

    operations = [
        migrations.AlterField('entry', 'seq', models.PositiveBigIntegerField(verbose_name='numer w łańcuchu')),
        migrations.AddConstraint('entry', models.UniqueConstraint(fields=['organisation', 'seq'], name='journal_chain')),
        migrations.AddConstraint('entry', models.UniqueConstraint(condition=Q(organisation__isnull=True), fields=['seq'], name='journal_chain_of_installation')),
        migrations.AddIndex('entry', models.Index(fields=['at'], name='journal_by_time')),
        migrations.AddIndex('entry', models.Index(fields=['actor', 'at'], name='journal_by_actor')),
    ]
