from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [('benefits', '0007_fill_names_and_submitters')]

    operations = [
        migrations.AddConstraint(
            model_name='paymentlist',
            constraint=models.CheckConstraint(condition=models.Q(('approved_by__isnull', True), models.Q(('submitted_by__isnull', False), models.Q(('approved_by', models.F('submitted_by')), _negated=True)), _connector='OR'), name='payment_list_submitter_not_approver', violation_error_message='Listę zatwierdza inna osoba niż ta, która ją przekazała.'),
        ),
    ]
