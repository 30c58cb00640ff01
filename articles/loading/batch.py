"""Load a batch of checked articles: compare each one with the archive, then write all of them together."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from articles.kinds import LISTS, SINGLE_FIELDS
from articles.loading.checking import check_text
from articles.loading.field_values import Checked
from articles.loading.identity import Known, own_key
from articles.loading.record_names import RecordNames
from articles.models import Article, Status
from articles.models.inserting import insert_values
from articles.models.listings import followed_once
from articles.readers.record import RefusalError

# bulk_update writes CASE … WHEN over every changed column and row. Above this many rows the statement costs more than
# it saves.
UPDATE_ROWS = 100


@dataclass(slots=True)
class _Taken:
    """An article to be written, its changed fields, and the ids for its lists."""

    article: Article
    changed: set[str] = field(default_factory=set)
    links: dict[str, set[int]] = field(default_factory=dict)


class Batch:
    """Take articles in order, so that a record may be a duplicate of an earlier one, and write them at the end."""

    def __init__(self, batch: Sequence[Checked], names: RecordNames, *, update: bool) -> None:
        self._known, self._names, self._update = Known(batch, whole=update), names, update
        self._taken: dict[int, _Taken] = {}

    def take(self, checked: Checked) -> str:
        """Return "added", "updated" or "skipped". Raise RefusalError if the record is refused; nothing of it is kept.

        A withdrawal that would be skipped is refused too. Otherwise nobody would notice what the source withdrew.
        """
        name = checked.names.get("source", "")
        source = self._names.find("source", name) if name else None
        article = self._known.find(checked, source, source_is_new=bool(name) and source is None)
        if article is not None and not self._update:
            if checked.fields.get("status") == Status.WITHDRAWN != article.status:
                raise RefusalError(
                    _("the article is here, and this withdraws it. Import it with --on-duplicate update."), "status"
                )
            return "skipped"
        if article is None:
            check_text(checked)
        check_status(checked, article)
        # Resolve the source first: it may be refused, and then no other name may have been created.
        single = {
            f"{kind}_id": self._names.obtain(kind, checked.names[kind])
            for kind in SINGLE_FIELDS
            if kind in checked.names
        }
        lists = {key: self._names.obtain_all(LISTS[key], names) for key, names in checked.lists.items()}
        if article is None:
            self._add(checked, single, lists)
            return "added"
        return "updated" if self._change(article, checked, single, lists) else "skipped"

    def write(self) -> None:
        """Write the batch, in the caller's transaction."""
        with followed_once(Article.objects.all(), settled=False):
            self._write()

    def _write(self) -> None:
        self._names.write()
        added = [taken.article for taken in self._taken.values() if taken.article.pk is None]
        changed = [taken for taken in self._taken.values() if taken.article.pk is not None]
        Article.objects.load(added)
        if changed:
            now = timezone.now()
            for taken in changed:
                taken.article.modified_at = now
            fields = set[str]().union({"modified_at"}, *(taken.changed for taken in changed))
            Article.objects.bulk_update([taken.article for taken in changed], fields, batch_size=UPDATE_ROWS)
        for key in LISTS:
            self._write_links(key, {taken.article.pk for taken in changed})

    def _add(self, checked: Checked, single: dict[str, Any], lists: dict[str, set[int]]) -> None:
        fields = {**checked.fields}
        name, value = own_key(checked)
        if name == "fingerprint" and "public_id" not in fields:
            fields["fingerprint"] = value
        article = Article(guessed=sorted(checked.guessed), **fields, **single)
        self._taken[id(article)] = _Taken(article, links=lists)
        self._known.add(article)

    def _change(self, article: Article, checked: Checked, single: dict[str, Any], lists: dict[str, set[int]]) -> bool:
        """Set what the record says on an article. Return whether anything changed."""
        values = new_values(article, checked, single)
        changed = {name for name, value in values.items() if getattr(article, name) != value}
        for name in changed:
            setattr(article, name, values[name])
        taken = self._taken.get(id(article)) or _Taken(article)
        new_links = {key: ids for key, ids in lists.items() if self._links_of(taken, key) != ids}
        taken.changed |= changed
        taken.links |= new_links
        if changed or new_links:
            self._taken[id(article)] = taken
        return bool(changed or new_links)

    def _links_of(self, taken: _Taken, key: str) -> set[int]:
        if key in taken.links or taken.article.pk is None:
            return taken.links.get(key, set())
        return {record.pk for record in getattr(taken.article, key).all()}

    def _write_links(self, key: str, changed: set[int]) -> None:
        """Write the links of one list. The change log already has these articles, since they were written before."""
        through = getattr(Article, key).through
        article, name = "article", LISTS[key]
        wanted = {taken.article.pk: taken.links[key] for taken in self._taken.values() if key in taken.links}
        if anew := wanted.keys() & changed:
            through.objects.filter(article_id__in=anew).delete()
        insert_values(through, (article, name), [(pk, other) for pk, ids in wanted.items() for other in sorted(ids)])


def new_values(article: Article, checked: Checked, single: dict[str, Any]) -> dict[str, Any]:
    """Return the values that an article will have after the record: everything that the record names, with exceptions.

    The exceptions are its public id and fingerprint, a guess where the article has a value from an editor, and, unless
    the article is a draft, a status that comes only from --publish.
    """
    values = {**checked.fields, **single}
    for name in ("public_id", "fingerprint"):
        values.pop(name, None)
    if values.get("published_at"):
        del values["published_on"]  # computed from the moment, in TIME_ZONE
    if "status" not in checked.record.values and article.status != Status.DRAFT:
        values.pop("status", None)
    for key in checked.guessed - set(article.guessed):
        held = ("published_at", "published_on") if key == "published_at" else (key, f"{key}_id")
        if any(getattr(article, name, None) for name in held):
            for name in held:
                values.pop(name, None)
    named = {name.removesuffix("_id") for name in values}
    values["guessed"] = sorted((set(article.guessed) - named) | (checked.guessed & named))
    return values


def check_status(checked: Checked, article: Article | None) -> None:
    """Raise RefusalError if the resulting article may not have its status."""
    values = {name: getattr(article, name, "") for name in ("status", "headline", "withdrawal", "published_at")}
    values |= checked.fields
    if values["status"] in {Status.PUBLISHED, Status.SCHEDULED} and not values["headline"]:
        raise RefusalError(
            _("an article needs a headline before it is published. Add one, or leave it a draft."), "headline"
        )
    if values["status"] == Status.SCHEDULED and not values["published_at"]:
        raise RefusalError(_("a scheduled article needs the day and time it is to appear."), "published_at")
    if values["status"] == Status.WITHDRAWN and not values["withdrawal"]:
        raise RefusalError(_("a withdrawn article needs a notice that says why."), "withdrawal")
