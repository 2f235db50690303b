"""The day on which the last of the declarations came."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('intake', '0002_list_orders'),
    ]

    operations = [
        migrations.AddField(
            model_name='application',
            name='declared_on',
            field=models.DateField(blank=True, null=True, verbose_name='ostatnie oświadczenie złożono'),
        ),
    ]
