from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0006_sign_ins'),
    ]

    operations = [
        migrations.AddField(
            model_name='organisation',
            name='looks_per_hour',
            field=models.PositiveSmallIntegerField(default=30, verbose_name='ile spraw na godzinę zwraca uwagę nadzoru'),
        ),
    ]
