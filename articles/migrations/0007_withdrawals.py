"""Which changes took an article from the public."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0006_sent_forms'),
    ]

    operations = [
        migrations.AddField(
            model_name='change',
            name='withdraws',
            field=models.BooleanField(default=False),
        ),
        migrations.AddIndex(
            model_name='change',
            index=models.Index(condition=models.Q(('withdraws', True)), fields=['id'], name='change_withdraws'),
        ),
    ]
