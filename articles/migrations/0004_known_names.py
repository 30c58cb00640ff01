"""Names as questions find them, with those that are there already, and the editors' groups of equal names."""

import django.db.models.deletion
import simple_history.models
from django.conf import settings
from django.db import migrations, models

import articles.models.groups
from search.analysis.names import name_key, name_words

KINDS = ("source", "agency", "place", "person", "organisation")
WRITING = ("add", "change", "view")
GROUPS = {"Editor": WRITING, "Chief editor": (*WRITING, "delete")}


def fill(apps, schema_editor):
    alias = schema_editor.connection.alias
    rows = apps.get_model("articles", "KnownName").objects.using(alias)
    for kind in KINDS:
        for record in apps.get_model("articles", kind).objects.using(alias).order_by("pk").iterator():
            names = dict.fromkeys(filter(None, [record.name, record.name_en, *record.other_spellings]))
            known = [(name, name_key(name_words(name))) for name in names if len(name) <= 200]
            rows.bulk_create(
                [rows.model(owner=f"{kind}:{record.pk}", name=name, key=key) for name, key in known if key]
            )


def permit(apps, schema_editor):
    alias = schema_editor.connection.alias
    content_type, _ = (
        apps.get_model("contenttypes", "ContentType")
        .objects.using(alias)
        .get_or_create(app_label="articles", model="namegroup")
    )
    permissions = apps.get_model("auth", "Permission").objects.using(alias)
    for name, actions in GROUPS.items():
        group = apps.get_model("auth", "Group").objects.using(alias).filter(name=name).first()
        for action in actions if group else ():
            permission, _ = permissions.get_or_create(
                content_type=content_type,
                codename=f"{action}_namegroup",
                defaults={"name": f"Can {action} group of equal names"},
            )
            group.permissions.add(permission)


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0003_name_beginnings"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="KnownName",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("owner", models.CharField(db_index=True, max_length=40)),
                ("name", models.CharField(max_length=200)),
                ("key", models.CharField(db_index=True, max_length=200)),
            ],
            options={
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="NameGroup",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("names", models.JSONField(validators=[articles.models.groups.validate_group], verbose_name="names")),
                ("note", models.CharField(blank=True, max_length=500, verbose_name="note")),
            ],
            options={
                "verbose_name": "group of equal names",
                "verbose_name_plural": "groups of equal names",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="HistoricalNameGroup",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("names", models.JSONField(validators=[articles.models.groups.validate_group], verbose_name="names")),
                ("note", models.CharField(blank=True, max_length=500, verbose_name="note")),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "historical group of equal names",
                "verbose_name_plural": "historical groups of equal names",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.RunPython(permit, migrations.RunPython.noop),
    ]
