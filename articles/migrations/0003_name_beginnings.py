"""What names may be typed by, with the rows of the names that are there already."""

from django.db import migrations, models

from articles.models.beginnings import beginnings

KINDS = ("source", "agency", "section", "subject", "place", "person", "organisation")


def fill(apps, schema_editor):
    alias = schema_editor.connection.alias
    rows = apps.get_model("articles", "NameBeginning").objects.using(alias)
    for kind in KINDS:
        for record in apps.get_model("articles", kind).objects.using(alias).order_by("pk").iterator():
            names = filter(None, [record.name, record.name_en, *record.other_spellings])
            rows.bulk_create(
                [rows.model(kind=kind, record_id=record.pk, text=text) for text in beginnings(names)], batch_size=500
            )


class Migration(migrations.Migration):
    dependencies = [("articles", "0002_groups")]

    operations = [
        migrations.CreateModel(
            name="NameBeginning",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=20)),
                ("record_id", models.BigIntegerField()),
                ("text", models.CharField(max_length=80)),
            ],
            options={
                "default_permissions": (),
                "indexes": [
                    models.Index(
                        fields=["text", "kind", "record_id"],
                        name="name_beginning",
                        opclasses=["varchar_pattern_ops", "varchar_ops", "int8_ops"],
                    ),
                    models.Index(fields=["kind", "record_id"], name="name_beginning_record"),
                ],
            },
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
