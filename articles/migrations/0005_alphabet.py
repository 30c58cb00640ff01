"""Where each named record stands in the alphabet; what changed last, at hand."""

from django.db import migrations, models

from articles.models.alphabet import places
from articles.models.listings import NUMBERS

CHUNK = 1000


def place_names(apps, schema_editor):
    """Write the rows of the records that are there."""
    alias = schema_editor.connection.alias
    rows = apps.get_model("articles", "NamePlace").objects.using(alias)
    for kind in NUMBERS:
        records = apps.get_model("articles", kind).objects.using(alias).order_by("pk")
        rows.bulk_create((rows.model(**row) for row in places(kind, records.iterator(CHUNK))), batch_size=CHUNK)


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0004_bylines'),
    ]

    operations = [
        migrations.CreateModel(
            name='NamePlace',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=20)),
                ('language', models.CharField(max_length=2)),
                ('letter', models.CharField(max_length=4)),
                ('text', models.CharField(max_length=200)),
                ('record_id', models.BigIntegerField()),
            ],
            options={
                'default_permissions': (),
            },
        ),
        migrations.AddIndex(
            model_name='article',
            index=models.Index(fields=['modified_at'], name='article_by_change'),
        ),
        migrations.AddIndex(
            model_name='nameplace',
            index=models.Index(fields=['kind', 'language', 'letter', 'text', 'record_id'], name='name_place'),
        ),
        migrations.AddIndex(
            model_name='nameplace',
            index=models.Index(fields=['kind', 'record_id'], name='name_place_record'),
        ),
        migrations.RunPython(place_names, migrations.RunPython.noop),
    ]
