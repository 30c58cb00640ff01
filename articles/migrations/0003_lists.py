"""The lists of the archive and their counts, made of the articles that are there."""

from django.db import migrations, models

from articles.models.listings import recount


def fill_lists(apps, schema_editor):
    """Count what is there: nothing in a new archive."""
    names = ("Article", "Listing", "Tally")
    recount(*(apps.get_model("articles", name).objects.using(schema_editor.connection.alias) for name in names))


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0002_groups'),
    ]

    operations = [
        migrations.CreateModel(
            name='Listing',
            fields=[
                ('pk', models.CompositePrimaryKey('article', 'kind', 'record', blank=True, editable=False, primary_key=True, serialize=False)),
                ('article', models.BigIntegerField()),
                ('kind', models.SmallIntegerField()),
                ('record', models.BigIntegerField()),
                ('day', models.DateField()),
                ('ordered_at', models.DateTimeField()),
                ('visible_from', models.DateTimeField()),
            ],
            options={
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='Tally',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.SmallIntegerField()),
                ('record', models.BigIntegerField()),
                ('period', models.IntegerField()),
                ('count', models.IntegerField()),
                ('visible_from', models.DateTimeField()),
            ],
            options={
                'default_permissions': (),
            },
        ),
        migrations.RemoveIndex(
            model_name='article',
            name='article_by_source',
        ),
        migrations.RemoveIndex(
            model_name='article',
            name='article_by_day',
        ),
        migrations.RemoveIndex(
            model_name='article',
            name='article_seen_by_source',
        ),
        migrations.RemoveIndex(
            model_name='article',
            name='article_seen_by_section',
        ),
        migrations.RemoveIndex(
            model_name='article',
            name='article_seen_by_agency',
        ),
        migrations.AddIndex(
            model_name='article',
            index=models.Index(fields=['published_on'], name='article_by_day'),
        ),
        migrations.AddIndex(
            model_name='listing',
            index=models.Index(fields=['kind', 'record', 'day', 'ordered_at', 'article'], name='listing_by_time'),
        ),
        migrations.AddIndex(
            model_name='tally',
            index=models.Index(fields=['kind', 'record', 'period'], name='tally_of_list'),
        ),
        migrations.AddIndex(
            model_name='tally',
            index=models.Index(fields=['kind', 'period', '-count'], name='tally_most_first'),
        ),
        migrations.RunPython(fill_lists, migrations.RunPython.noop),
    ]
