"""Leave out of the answers what was taken from the public and is still in the index.

The database says so, from the commit of a withdrawal or deletion on; the index follows when the indexer gets to it.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from articles.models import Article, Change
from search.backends import Backend
from search.query.plan import AnyTerm, ArticleIs, Node, Term, all_of, without

MOST = 2_000
"""Largest number of withdrawn articles that a question leaves out, the last withdrawn first. Of a larger withdrawal the
rest counts until the indexer has done it; no page shows these articles, or a name that only they have."""

SEARCHES = 100
"""Largest number of searches for the terms that withdrawn articles hold. The counts of the other terms stay those of
the index."""


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """The articles that the index may still have and the public may not see; `are_all` says that there are no more."""

    ids: tuple[int, ...] = ()
    are_all: bool = True

    def left_out_of(self, tree: Node) -> Node:
        """Return the node of the articles that a tree finds, without these."""
        return without(tree, ArticleIs(self.ids)) if self.ids else tree

    def taken_from(self, counts: Mapping[str, int], backend: Backend) -> dict[str, int]:
        """Return how many articles hold each term without these, from how many articles of the index hold it. Raise
        SearchUnavailableError."""
        held = self._held([term for term, count in counts.items() if count], backend) if self.ids else {}
        return {term: count - held.get(term, 0) for term, count in counts.items()}

    def _held(self, terms: list[str], backend: Backend) -> dict[str, int]:
        """Return how many of these articles hold each term; a term that none holds is left out. They hold few of the
        terms, so groups of terms are searched, and halved where any is held."""
        held: dict[str, int] = {}
        groups = [terms] if terms else []
        for _ in range(SEARCHES):
            if not groups:
                break
            group = groups.pop()
            word = AnyTerm("text", tuple(map(Term, group)))
            total = backend.search(all_of((word, ArticleIs(self.ids))), limit=0).total
            if total and len(group) == 1:
                held[group[0]] = total
            elif total:
                middle = len(group) // 2
                groups += [group[:middle], group[middle:]]
        return held


def load_withdrawn() -> Withdrawn:
    """Read which articles were withdrawn or deleted since the index had them: one query while there are none."""
    rows = list(Change.objects.withdrawing().values_list("article_id", flat=True)[: MOST + 1])
    ids = dict.fromkeys(rows[:MOST])
    if not ids:
        return Withdrawn()
    back = set(Article.objects.visible().filter(pk__among=list(ids)).values_list("pk", flat=True))
    return Withdrawn(tuple(pk for pk in ids if pk not in back), len(rows) <= MOST)
