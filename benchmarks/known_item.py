"""Known-item search: ask an article's headline among all texts, and find the rank of its own text.

One index holds, at each position, the exact form, the archive's keys and each stemmer's stem. So all systems rank the
same tokens with the same function of the same backend, and differ only in the terms that they ask for.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np

from arabic import Analyzer, Level, exact
from benchmarks.corpus import Text
from benchmarks.intervals import Figure, Floats, draws
from benchmarks.levels import Forms
from benchmarks.stemmers import STEMMERS
from search.backends.base import Backend, BuiltWith
from search.backends.document import Document
from search.backends.whoosh.engine import WhooshBackend
from search.indexing.documents import placed
from search.query import plan
from search.query.parser import parse
from search.query.plan import AnyTerm, Term
from search.query.planner import plan_query
from search.query.question import NoRecords

SHOWN = 10
Ask = Callable[[str], plan.Node]
Terms = Callable[[str], Iterable[Term]]


class Stemmed:
    """The archive's analyzer, with each stemmer's stem as a further term under the stemmer's name."""

    def __init__(self, analyzer: Analyzer) -> None:
        self.forms = analyzer.forms
        self._analyzer = analyzer
        self._kept: dict[str, tuple[str, ...]] = {}

    def terms(self, form: str) -> tuple[str, ...]:
        """Return the terms of a form: the archive's own, then the stems."""
        if form not in self._kept:
            stems = (f"{name}:{stem(exact(form))}" for name, stem in STEMMERS.items())
            self._kept[form] = (*self._analyzer.terms(form), *stems)
        return self._kept[form]


def index(texts: Iterable[Text], analyzer: Analyzer, folder: Path) -> Backend:
    """Build an index of the texts in a folder. The id of an article is its number."""
    backend = WhooshBackend("default", PATH=str(folder))
    built = BuiltWith(analyzer.version, "UTC")
    backend.publish(backend.begin(built))
    made = documents(texts, analyzer)
    backend.write(((document["article"], backend.prepare(document)) for document in made), ())
    return backend


def documents(texts: Iterable[Text], analyzer: Analyzer) -> Iterator[Document]:
    """Yield the documents of the texts, without the fields that no question here uses."""
    stemmed = Stemmed(analyzer)
    for number, text in enumerate(texts):
        yield {
            "text": placed(stemmed, text.parts),
            "headline": [],
            "records": {},
            "article": number,
            "version": 1,
            "day": 0,
            "order": number,
        }


def own(analyzer: Analyzer, level: Level) -> Ask:
    """Return the function that asks a headline as the archive's question: plain words, any of them, at a level."""
    vocabulary = Forms()

    def ask(headline: str) -> plan.Node:
        question = parse(headline, records=NoRecords(), plain=True, any_word=True)
        return plan_query(question.tree, analyzer=analyzer, vocabulary=vocabulary, level=level).tree

    return ask


def words(analyzer: Analyzer, terms: Terms) -> Ask:
    """Return the function that asks a headline as its words, any of them, each by its terms."""

    def ask(headline: str) -> plan.Node:
        forms = [exact(token.text) for token in analyzer.tokens(headline)]
        return plan.any_of(AnyTerm("text", tuple(terms(form))) for form in dict.fromkeys(forms))

    return ask


def unrelated(node: plan.Node) -> plan.Node:
    """Return the node without the related terms, which add to scores but find no article."""
    match node:
        case AnyTerm():
            return replace(node, related=())
        case plan.AllOf(parts):
            return plan.AllOf(tuple(map(unrelated, parts)))
        case plan.AnyOf(parts):
            return plan.AnyOf(tuple(map(unrelated, parts)))
        case plan.Without(kept, dropped):
            return plan.Without(unrelated(kept), unrelated(dropped))
    return node


def systems(analyzer: Analyzer) -> dict[str, Ask]:
    """Return the systems to compare, by name."""

    def stem(name: str) -> Terms:
        return lambda form: (Term(f"{name}:{STEMMERS[name](form)}"),)

    lemma = own(analyzer, Level.LEMMA)
    return {
        "surface": words(analyzer, lambda form: (Term("=" + form),)),
        **{name: words(analyzer, stem(name)) for name in STEMMERS},
        "lemma key": words(analyzer, lambda form: map(Term, analyzer.terms(form)[1:])),
        "every reading": words(analyzer, lambda form: {Term(r.key): 0 for r in analyzer.analyze(form).readings}),
        "lemma level, no related words": lambda headline: unrelated(lemma(headline)),
        "lemma level": lemma,
        "derivation level": own(analyzer, Level.DERIVATION),
    }


def reciprocal_ranks(backend: Backend, texts: list[Text], asked: Iterable[int], ask: Ask) -> Floats:
    """Return, for each asked text, 1/rank if it is among the first ten hits, otherwise 0."""
    ranks = []
    for number in asked:
        hits = backend.search(ask(texts[number].headline), limit=SHOWN).hits
        places = [place for place, hit in enumerate(hits, 1) if hit.article_id == number]
        ranks.append(1 / places[0] if places else 0.0)
    return np.array(ranks)


def measured(ranks: Floats, over: Floats) -> tuple[Figure, Figure, Figure]:
    """Return the mean reciprocal rank, the recall, and the first divided by another system's.

    Both systems must have been asked the same questions.
    """
    drawn = draws(len(ranks))
    means, others = drawn @ ranks / len(ranks), drawn @ over / len(over)
    found = ranks > 0
    return (
        Figure.of(ranks.mean(), means),
        Figure.of(found.mean(), drawn @ found / len(found)),
        Figure.of(ranks.mean() / max(over.mean(), 1e-9), means / np.maximum(others, 1e-9)),
    )
