"""Store the vocabulary (every distinct form that the archive has held), how many articles of the index hold each form,
and the state of an index rebuild."""

from django.db import models


class Form(models.Model):
    """A distinct exact form with its folded spelling. Only the indexer writes rows, and it never deletes one.

    sound: for a foreign name, the part that all its spellings share (arabic.phonetic). `KNOWN` stands before it if the
    lexicon has the name.
    """

    KNOWN = "+"

    exact = models.CharField(max_length=200, unique=True)
    spelling = models.CharField(max_length=200, db_index=True)
    sound = models.CharField(max_length=200, db_index=True, blank=True, default="")

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return self.exact


class FormCount(models.Model):
    """How many articles of the index hold a form; a form without a row was never in one. The sum of the rows of
    IndexedArticle, kept by the indexer.

    The counts have a table of their own because they change with every article, and a row of Form is in many indexes of
    the database.
    """

    form = models.OneToOneField(Form, on_delete=models.CASCADE, primary_key=True, related_name="count")
    articles = models.IntegerField()

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.form}: {self.articles}"


class IndexedArticle(models.Model):
    """What the index holds of an article: its version, and the ids of its forms as document_frequency.py packs them."""

    article_id = models.BigIntegerField(primary_key=True)
    version = models.PositiveIntegerField()
    forms = models.BinaryField()

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"article {self.article_id} in version {self.version}"


class FormKey(models.Model):
    """A lexicon key of a form in the vocabulary. It maps the key of a searched lemma to the forms of that lemma."""

    key = models.CharField(max_length=200)
    exact = models.CharField(max_length=200)

    class Meta:
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["key", "exact"], name="form_key_once")]

    def __str__(self) -> str:
        return f"{self.exact}: {self.key}"


class Rebuild(models.Model):
    """An index that is being built beside the index in use, in the order of article ids. It holds the articles up to
    the id `cursor`. There is at most one row."""

    name = models.CharField(max_length=200)
    cursor = models.BigIntegerField(default=0)
    started_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.name} up to {self.cursor}"
