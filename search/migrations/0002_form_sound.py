"""The sound of a foreign name; `manage.py rebuild_index` fills it in an archive that is there already."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("search", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="form",
            name="sound",
            field=models.CharField(blank=True, db_index=True, default="", max_length=200),
        ),
    ]
