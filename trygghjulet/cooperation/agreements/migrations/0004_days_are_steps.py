from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("agreements", "0003_days_become_steps")]

    operations = [
        migrations.RemoveField(model_name="agreement", name="decided_on"),
        migrations.RemoveField(model_name="agreement", name="signed_on"),
    ]
