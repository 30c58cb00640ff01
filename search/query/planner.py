"""Plan a question's tree as index terms, with the lexicon, the gazetteer and the forms of the archive."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice, product, takewhile

from arabic import Analyzer, Level, Reading
from search.query import plan, tree
from search.query.expand import Expander, Expansion, Vocabulary
from search.query.known_names import Gazetteer, Name, NoNames
from search.query.plan import Span, Term
from search.query.question import Code, Notice, notice
from search.query.walk import is_plain, text_of, word_runs

SPANS_LIMIT = 24
"""Variants of one phrase (by the names in it) that are searched; further ones are cut, with a notice."""

BEGINNINGS_LIMIT = 16
"""Beginnings of words in one question that are looked up in the archive's forms."""

SIDE_LIMIT = 48
"""Words, names and phrases that one side of a near pair may stand for; further ones are cut, with a notice."""

_NAMING = (Level.LEMMA, Level.DERIVATION, Level.ROOT)


@dataclass(frozen=True, slots=True)
class SearchTerm:
    """A word that is searched for (not an excluded one), and the level it is searched at.

    terms: the terms of the word itself; none for a name of several words. names: the other names that it stands for.
    dropped: its forms and names that the reader dropped. readings: the readings taken, best first; others: those with
    other keys. said: each other name with the node that finds it; before them the name as typed, if it has several
    words.
    """

    word: str
    level: Level
    terms: tuple[Term, ...]
    names: tuple[str, ...] = ()
    dropped: tuple[str, ...] = ()
    readings: tuple[Reading, ...] = ()
    others: tuple[Reading, ...] = ()
    said: tuple[tuple[str, plan.Node], ...] = ()


@dataclass(frozen=True, slots=True)
class QueryPlan:
    """A tree ready for an engine, what its words stand for, and the notices about their expansion."""

    tree: plan.Node
    search_terms: tuple[SearchTerm, ...]
    notices: tuple[Notice, ...]


def plan_query(
    node: tree.Node,
    *,
    analyzer: Analyzer,
    vocabulary: Vocabulary,
    names: Gazetteer | None = None,
    level: Level = Level.LEMMA,
    dropped: frozenset[str] = frozenset(),
) -> QueryPlan:
    """Return the plan of a tree. `level` is the reader's choice, for words and phrases without a level of their own;
    `dropped` are the forms and names that no word may stand for."""
    resolver = _Resolver(Expander(analyzer, vocabulary, dropped), names or NoNames(), level, dropped)
    resolver.expect(node)
    found = resolver.node(node, "text", True)
    return QueryPlan(found, tuple(resolver.search_terms), (*resolver.expander.notices, *resolver.notices))


class _Resolver:
    def __init__(self, expander: Expander, names: Gazetteer, level: Level, dropped: frozenset[str]) -> None:
        self.expander = expander
        self.search_terms: list[SearchTerm] = []
        self.notices: list[Notice] = []
        self._beginnings: dict[str, None] = {}
        self._names, self._level, self._dropped = names, level, dropped

    def expect(self, node: tree.Node) -> None:
        """Look up in one query the forms that the names and phrases of a question will need."""
        typed = list(word_runs(node))
        plain = [words for level, words in typed if level is None] if self._level in _NAMING else []
        names = [name for words in plain for name in self._named_in(words)]
        spelled = [words for level, words in typed if (level or self._level) is Level.SPELLING]
        self.expander.expect([*names, *spelled])

    def _named_in(self, words: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
        """Yield the names in words that stand side by side: each as typed, then the other names of the same entity."""
        while words:
            name = self._names.find(words)
            if name:
                yield from (words[: name.length], *name.names)
            words = words[name.length if name else 1 :]

    def node(self, node: tree.Node, field: plan.FieldName, wanted: bool) -> plan.Node:
        """Return a tree node as a plan node. `field` is the field around it; `wanted` is false under a negation."""
        match node:
            case tree.Word():
                found = _any_span(field, self._spans(node, wanted), node.text, self._related(node))
            case tree.Phrase() | tree.Beginning():
                found = _any_span(field, self._spans(node, wanted), text_of(node))
            case tree.Near():
                found = self._near(node, field, wanted)
            case tree.And(parts):
                found = plan.all_of(self._all(parts, field, wanted))
            case tree.Or(parts):
                found = plan.any_of([self.node(part, field, wanted) for part in parts])
            case tree.Not(part):
                found = plan.without(plan.AllArticles(), self.node(part, field, not wanted))
            case tree.InField(inner, part):
                found = self.node(part, inner.value, wanted)
            case tree.OfRecord(kind, ids):
                found = plan.RecordIs(kind, ids)
            case tree.OfArticles(ids):
                found = plan.ArticleIs(ids) if ids else plan.NoArticles()
            case tree.Published(first, last):
                found = _between(first, last)
            case tree.Everything():
                found = plan.AllArticles()
        return found

    def _all(self, parts: tuple[tree.Node, ...], field: plan.FieldName, wanted: bool) -> list[plan.Node]:
        """Return the planned parts; words side by side that make up one name become that name."""
        found = []
        at = 0
        while at < len(parts):
            words = tuple(map(text_of, takewhile(is_plain, parts[at:])))
            name = self._name(words)
            if name and name.length > 1:
                spans = self._named(words, name, wanted)
                found.append(_any_span(field, spans, " ".join(words[: name.length])))
                at += name.length
            else:
                found.append(self.node(parts[at], field, wanted))
                at += 1
        return found

    def _near(self, node: tree.Near, field: plan.FieldName, wanted: bool) -> plan.Node:
        left, right = (self._side(side, wanted) for side in (node.left, node.right))
        if not left or not right:
            return plan.NoArticles()
        return plan.NearSpans(field, left, right, node.distance, f"{text_of(node.left)} {text_of(node.right)}")

    def _side(self, node: tree.Node, wanted: bool) -> tuple[Span, ...]:
        """Return the spans of one side of a near pair, at most SIDE_LIMIT."""
        spans = tuple(dict.fromkeys(_whole(self._spans(node, wanted))))
        if len(spans) > SIDE_LIMIT:
            self.notices.append(notice(Code.EXPANSION_CUT, word=text_of(node), limit=SIDE_LIMIT))
        return spans[:SIDE_LIMIT]

    def _related(self, node: tree.Word) -> tuple[Term, ...]:
        """Return the terms that add to the score of a word; none at the levels that compare letters only."""
        return self.expander.related(node.text) if (node.level or self._level) in _NAMING else ()

    def _spans(self, node: tree.Node, wanted: bool) -> list[Span]:
        """Return the spans that a word, a phrase, a beginning or an Or of these stands for; those of the typed words
        come first. Raise TypeError for any other node."""
        match node:
            case tree.Word():
                return self._word(node, wanted)
            case tree.Phrase():
                return self._phrase(node, wanted)
            case tree.Beginning(text):
                return self._beginning(text, wanted)
            case tree.Or(parts):
                return [span for part in parts for span in self._spans(part, wanted)]
        raise TypeError(f"no words to look for in {node!r}")

    def _word(self, node: tree.Word, wanted: bool) -> list[Span]:
        name = self._name((node.text,)) if node.level is None else None
        if name:
            return self._named((node.text,), name, wanted)
        level = node.level or self._level
        root = node.level is Level.ROOT
        expansion = self.expander.root(node.text) if root else self.expander.word(node.text, level)
        return [(self._noted(node.text, level, expansion, wanted),)]

    def _beginning(self, text: str, wanted: bool) -> list[Span]:
        """Return the forms that begin so; after BEGINNINGS_LIMIT beginnings the letters themselves, as a word."""
        self._beginnings.setdefault(text)
        if list(self._beginnings).index(text) < BEGINNINGS_LIMIT:
            return [(self._noted(text + "*", Level.SPELLING, self.expander.beginning(text), wanted),)]
        cut = notice(Code.BEGINNINGS_CUT, limit=BEGINNINGS_LIMIT)
        if cut not in self.notices:
            self.notices.append(cut)
        return self._word(tree.Word(text, Level.EXACT), wanted)

    def _phrase(self, node: tree.Phrase, wanted: bool) -> list[Span]:
        level = node.level or self._level
        ways: list[list[Span]] = []
        at = 0
        while at < len(node.words):
            word = node.words[at]
            name = self._name(node.words[at:]) if node.level is None else None
            if name:
                ways.append(self._named(node.words[at:], name, wanted))
            else:
                joined = not at and level is Level.SPELLING
                expansion = self.expander.phrase_start(word) if joined else self.expander.word(word, level)
                ways.append([(self._noted(word, level, expansion, wanted),)])
            at += name.length if name else 1
        return self._combined(ways, " ".join(node.words))

    def _combined(self, ways: list[list[Span]], as_typed: str) -> list[Span]:
        """Return every combination of the spans of a phrase's pieces, at most SPANS_LIMIT."""
        spans = [sum(chosen, ()) for chosen in islice(product(*ways), SPANS_LIMIT + 1)]
        if len(spans) > SPANS_LIMIT:
            self.notices.append(notice(Code.EXPANSION_CUT, word=as_typed, limit=SPANS_LIMIT))
        return spans[:SPANS_LIMIT]

    def _name(self, words: tuple[str, ...]) -> Name | None:
        """Return the name that plain words begin with. At the levels that compare letters only, no word is a name."""
        return self._names.find(words) if words and self._level in _NAMING else None

    def _named(self, words: tuple[str, ...], name: Name, wanted: bool) -> list[Span]:
        """Return the spans of the name as typed, then those of its other names that were not dropped."""
        typed = words[: name.length]
        others = [other for other in name.names if " ".join(other) not in self._dropped]
        if name.length == 1:
            word = self.expander.name if name.protected else lambda text: self.expander.word(text, self._level)
            expansion = word(typed[0])
            spans: list[Span] = [(expansion.terms,)]
        else:
            expansion, spans = Expansion(()), [self._whole_name(typed)]
        dropped = tuple(text for other in name.names if (text := " ".join(other)) in self._dropped)
        expansion = replace(expansion, dropped=(*expansion.dropped, *dropped))
        spans += map(self._whole_name, others)
        texts = [" ".join(one) for one in (typed, *others)]
        said = tuple((text, _any_span("text", [span], text)) for text, span in zip(texts, spans, strict=True))
        self._noted(texts[0], self._level, expansion, wanted, said[name.length == 1 :])
        return [spans[0], *_merged(spans[1:])]

    def _whole_name(self, words: tuple[str, ...]) -> Span:
        if len(words) == 1:
            return (self.expander.name(words[0]).terms,)
        return tuple(self.expander.of_name(word, first=not at).terms for at, word in enumerate(words))

    def _noted(
        self,
        word: str,
        level: Level,
        found: Expansion,
        wanted: bool,
        said: tuple[tuple[str, plan.Node], ...] = (),
    ) -> tuple[Term, ...]:
        names = tuple(name for name, _ in said if name != word)
        search_terms = SearchTerm(word, level, found.terms, names, found.dropped, found.readings, found.others, said)
        if wanted and search_terms not in self.search_terms:
            self.search_terms.append(search_terms)
        return found.terms


def _whole(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Return the spans that have a term in each slot: the reader may have dropped every form of a word."""
    return tuple(span for span in spans if all(span))


def _merged(spans: Iterable[Span]) -> list[Span]:
    """Return fewer spans for the same words: those that differ in one slot only are one span, with the terms of all of
    them in that slot. An engine reads a further term of a slot faster than a further phrase."""
    by_length: dict[int, list[Span]] = {}
    for span in spans:
        by_length.setdefault(len(span), []).append(span)
    return [span for length, alike in by_length.items() for span in _merged_at(alike, range(length))]


def _merged_at(spans: list[Span], places: Iterable[int]) -> list[Span]:
    for at in places:
        slots: dict[tuple[Span, Span], dict[Term, None]] = {}
        for span in spans:
            slots.setdefault((span[:at], span[at + 1 :]), {}).update(dict.fromkeys(span[at]))
        spans = [(*before, tuple(terms), *after) for (before, after), terms in slots.items()]
    return spans


def _any_span(field: plan.FieldName, spans: list[Span], as_typed: str, related: tuple[Term, ...] = ()) -> plan.Node:
    """Return the node for articles that hold one of the spans; `related` terms add to the score of a word."""
    whole = _whole(spans)
    words = tuple(dict.fromkeys(term for span in whole if len(span) == 1 for term in span[0]))
    phrases = [plan.Sequence(field, span, as_typed) for span in whole if len(span) > 1]
    texts = {term.text for term in words}
    more = tuple(term for term in related if term.text not in texts)
    return plan.any_of([*([plan.AnyTerm(field, words, as_typed, more)] if words else []), *phrases])


def _between(first: date | None, last: date | None) -> plan.Node:
    if first is None and last is None:
        return plan.AllArticles()
    if first and last and first > last:
        return plan.NoArticles()
    return plan.PublishedBetween(first, last)
