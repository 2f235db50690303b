from django.db import migrations, models

from kladka.first_tables import FirstTables


class Migration(FirstTables):

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='TaskWorker',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=64, unique=True, verbose_name='nazwa')),
                ('started_at', models.DateTimeField(auto_now_add=True, verbose_name='od')),
                ('beat_at', models.DateTimeField(db_index=True, verbose_name='znak życia')),
            ],
            options={
                'verbose_name': 'wykonawca zadań',
                'verbose_name_plural': 'wykonawcy zadań',
            },
        ),
    ]
