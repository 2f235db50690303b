"""Indexes that serve both orders of the list of applications."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('intake', '0001_initial'),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name='application',
            name='application_by_state',
        ),
        migrations.AddIndex(
            model_name='application',
            index=models.Index(fields=['organisation', '-filed_on', '-id'], name='application_by_day'),
        ),
        migrations.AddIndex(
            model_name='application',
            index=models.Index(fields=['organisation', 'state', '-filed_on', '-id'], name='application_by_state_day'),
        ),
    ]
