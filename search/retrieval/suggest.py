"""Suggest, while a question is typed, names that may complete it and headlines that it may be looking for.

Both are found at the spelling level, by the beginning of any of their words. Names are found by their rows in
articles.models.NameBeginning, headlines by the engine. Nothing is suggested without a visible article.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import reduce
from operator import or_

from django.db.models.functions import Length

from arabic import spelling
from arabic.affixes import ARTICLE, without_article
from arabic.tokens import tokens
from articles.counts import by_record, referred_to
from articles.folding import fold
from articles.models import Article, NameBeginning, NamedRecord
from articles.models.beginnings import LONGEST, typed_as
from articles.wording import kind_title
from search.backends import SearchUnavailableError, default
from search.indexing.vocabulary import ArchiveVocabulary, beginning
from search.query.completion import Completion, NameRun, read_completion
from search.query.plan import AnyTerm, NoArticles, Node, Term, all_of
from search.query.tree import OfRecord, Phrase, RecordKind
from search.query.unparse import unparse
from search.retrieval.withdrawn import load_withdrawn

NAMES, HEADLINES = 6, 4
"""Largest number of names and of headlines shown."""

CANDIDATES = 60
"""Largest number of names looked up for one run, the shortest first. The most frequent ones are shown."""

FORMS = 300
"""Largest number of forms that may complete the last word of a headline search."""

SHORTEST = 2
"""Smallest number of letters for the last word to be completed."""

WORDS = 12
"""Largest number of words in a headline search."""

Key = tuple[str, int]


@dataclass(frozen=True, slots=True)
class SuggestedName:
    """A record that visible articles refer to, how many do so, and the question that asks for it."""

    kind: str
    record: NamedRecord
    count: int
    question: str

    @property
    def title(self) -> str:
        """What kind of record it is."""
        return kind_title(self.kind)


@dataclass(frozen=True, slots=True)
class Suggested:
    """The suggestions for a question that is being typed."""

    names: tuple[SuggestedName, ...]
    headlines: tuple[Article, ...]

    @property
    def count(self) -> int:
        """Return how many suggestions there are."""
        return len(self.names) + len(self.headlines)


def suggest(text: str, kind: RecordKind | None = None) -> Suggested:
    """Return suggestions for a question that is being typed, or for a field that takes only names of one `kind`.

    Never raise, whatever the text. While the engine is down, there are no headlines.
    """
    if kind:
        words = tuple(fold([text[:LONGEST]]).split())
        typed = Completion("", (NameRun(0, words, kind),) if words else (), (), text[-1:].isspace())
    else:
        typed = read_completion(text)
    names = _names(typed)
    return Suggested(tuple(replace(n, question=str(n.record)) for n in names) if kind else names, _headlines(typed))


def _names(typed: Completion) -> tuple[SuggestedName, ...]:
    runs: dict[Key, NameRun] = {}
    for run in typed.runs:
        for key in _candidates(run, typed.ended):
            runs.setdefault(key, run)
    counts = {(kind, pk): n for kind, ids in _by_kind(runs).items() for pk, n in by_record(kind, ids).items()}
    # Names found by more words come first: more words say more of what the reader means.
    ordered = sorted(runs, key=lambda key: (-len(runs[key].words), -counts.get(key, 0)))[: 2 * NAMES]
    records = {(kind, r.pk): r for kind, ids in _by_kind(ordered).items() for r in referred_to(kind, pk__in=ids)}
    return tuple(
        SuggestedName(key[0], record, counts.get(key, 0), _question(typed.line, runs[key], key[0], record))
        for key in ordered
        if (record := records.get(key))
    )[:NAMES]


def _candidates(run: NameRun, ended: bool) -> Iterator[Key]:
    """Yield the visible records with a name that, from any of its words on, begins with the words of a run; the
    shortest first."""
    words = fold(run.words).split()
    if not words or (len(words) == 1 and len(without_article(words[0])) < SHORTEST):
        return
    texts = [text + " " * ended for text in typed_as(words)]
    begun = reduce(or_, (beginning("text", text[:LONGEST]) for text in texts))
    rows = NameBeginning.objects.visible().filter(begun)
    if run.kind:
        rows = rows.filter(kind=run.kind)
    yield from rows.order_by(Length("text"), "text", "record_id").values_list("kind", "record_id")[:CANDIDATES]


def _by_kind(keys: Iterable[Key]) -> dict[str, list[int]]:
    ids: defaultdict[str, list[int]] = defaultdict(list)
    for kind, pk in keys:
        ids[kind].append(pk)
    return ids


def _question(line: str, run: NameRun, kind: str, record: NamedRecord) -> str:
    """Return the question with the typed beginning of a name replaced by the whole name."""
    name = str(record)
    if run.quoted:
        meant: Phrase | OfRecord = Phrase(tuple(token.text for token in tokens(name)))
    else:
        meant = OfRecord(RecordKind(kind), (record.pk,), name)
    return line[: run.start] + unparse(meant)


def _headlines(typed: Completion) -> tuple[Article, ...]:
    """Return the newest articles whose headline holds every typed word; the last word may be unfinished."""
    words = [fold([word]).strip() for word in typed.headline]
    words = [word for word in words if word]
    if not words or len(words) > WORDS or len(without_article(words[-1])) < SHORTEST + (len(words) == 1):
        return ()
    try:
        wanted = load_withdrawn().left_out_of(_in_headline(words, typed.ended))
        hits = default().search(wanted, sort="newest", limit=HEADLINES).hits
    except SearchUnavailableError:
        return ()
    ids = [hit.article_id for hit in hits]
    visible = Article.objects.visible().select_related("source").only("headline", "public_id", "published_on", "source")
    articles = visible.in_bulk(ids)
    return tuple(articles[pk] for pk in ids if pk in articles)


def _in_headline(words: list[str], ended: bool) -> Node:
    vocabulary = ArchiveVocabulary()
    whole = words if ended else words[:-1]
    held = vocabulary.forms_spelled([text for word in whole for text in _with_article(word)]) if whole else ()
    forms = [[form for form in held if spelling(form) in _with_article(word)] for word in whole]
    if not ended:
        forms.append(list(vocabulary.forms_beginning(_with_article(words[-1]), FORMS)))
    return all_of(
        AnyTerm("headline", tuple(Term("=" + form) for form in found)) if found else NoArticles() for found in forms
    )


def _with_article(word: str) -> tuple[str, ...]:
    """Return a folded word as it is typed, and with the article added. If it has the article already, return it without
    the article instead, but only if two letters are left."""
    bare = without_article(word)
    return (word, ARTICLE + word) if bare == word else (word, bare) if len(bare) >= SHORTEST else (word,)
