"""Osobne gospodarstwa: a person may live apart several times; one spell in three columns becomes a list."""

from django.db import migrations, models


def _into_lists(apps, schema_editor):
    Applicant = apps.get_model("intake", "Applicant")
    for one in Applicant.objects.using(schema_editor.connection.alias).exclude(home=0).iterator():
        ends = one.home_until.isoformat() if one.home_until else None
        one.homes = [[one.home, one.home_from.isoformat(), ends]]
        one.save(update_fields=["homes"])


def _last_of_lists(apps, schema_editor):
    """Back to three columns only the last spell goes; they hold no more."""
    Applicant = apps.get_model("intake", "Applicant")
    for one in Applicant.objects.using(schema_editor.connection.alias).exclude(homes=[]).iterator():
        one.home, one.home_from, one.home_until = one.homes[-1]
        one.save(update_fields=["home", "home_from", "home_until"])


class Migration(migrations.Migration):
    dependencies = [("intake", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="applicant",
            name="homes",
            field=models.JSONField(
                blank=True,
                default=list,
                help_text="[[numer, od, do albo null]], według dni",
                verbose_name="osobne gospodarstwa",
            ),
        ),
        migrations.RunPython(_into_lists, _last_of_lists),
        migrations.RemoveConstraint(model_name="applicant", name="applicant_apart_since_a_month"),
        migrations.RemoveConstraint(model_name="applicant", name="applicant_back_after_living_apart"),
        migrations.RemoveField(model_name="applicant", name="home"),
        migrations.RemoveField(model_name="applicant", name="home_from"),
        migrations.RemoveField(model_name="applicant", name="home_until"),
    ]
