"""The two groups of a newsroom: Editor writes and corrects, Chief editor also publishes, withdraws and deletes."""

from django.db import migrations

NAMED = ("source", "agency", "section", "subject", "place", "person", "organisation")
KEPT = ("article", *NAMED, "namegroup")
WRITING = [f"{action}_{model}" for model in KEPT for action in ("add", "change", "view")]
DECIDING = ["publish_article", "withdraw_article", *(f"delete_{model}" for model in KEPT)]
GROUPS = {"Editor": WRITING, "Chief editor": WRITING + DECIDING}
NAMES = {"publish_article": "May publish articles", "withdraw_article": "May withdraw articles"}


def permission(apps, alias, codename):
    """The permission, made here where migrate has yet to make it: it does so only after the last migration."""
    action, model = codename.split("_")
    content_type, _ = apps.get_model("contenttypes", "ContentType").objects.using(alias).get_or_create(
        app_label="articles", model=model
    )
    found, _ = apps.get_model("auth", "Permission").objects.using(alias).get_or_create(
        content_type=content_type,
        codename=codename,
        defaults={"name": NAMES.get(codename, f"Can {action} {model}")},
    )
    return found


def make_groups(apps, schema_editor):
    alias = schema_editor.connection.alias
    for name, codenames in GROUPS.items():
        group, _ = apps.get_model("auth", "Group").objects.using(alias).get_or_create(name=name)
        group.permissions.add(*(permission(apps, alias, codename) for codename in codenames))


def remove_groups(apps, schema_editor):
    groups = apps.get_model("auth", "Group").objects.using(schema_editor.connection.alias)
    groups.filter(name__in=GROUPS).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0001_initial"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [migrations.RunPython(make_groups, remove_groups)]
