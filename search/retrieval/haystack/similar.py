"""Articles like one: those that hold any of the words that tell most of it."""

from collections import Counter
from itertools import chain, islice
from math import log

from articles.counts import total
from articles.models import Article
from search.backends import Backend
from search.indexing.documents import parts
from search.query.plan import AnyTerm, ArticleIs, NoArticles, Node, Term, any_of, without
from search.retrieval.interpret import lexicon

READ = 5_000
"""Words of an article that are read."""

CANDIDATES = 200
"""Lemmas of an article, the most frequent in it, whose rarity is looked up."""

ASKED = 25
"""Lemmas that are asked for, as many as Lucene's "more like this" asks for."""

IN_HEADLINE = 3
"""What a word of the headline counts for."""

COMMON, FEW = 10, 5
"""A lemma that more than one article in COMMON holds tells nothing, where that is more than a FEW articles."""


def similar(article: Article, backend: Backend) -> Node:
    """Return what finds the articles like one, without itself. Raise SearchUnavailableError."""
    counts = lemmas(article)
    keys = [key for key, _ in counts.most_common(CANDIDATES)]
    archive = total()
    most = max(archive // COMMON, FEW)
    weighed = {
        key: (1 + log(counts[key])) * log(1 + archive / held)
        for key, held in backend.frequencies(keys).items()
        if (1 if article.is_visible else 0) < held <= most
    }
    telling = sorted(weighed, key=lambda key: (-weighed[key], key))[:ASKED]
    found = any_of([AnyTerm("text", (Term(key),)) for key in telling])
    return without(found, ArticleIs((article.pk,)) if article.pk else NoArticles())


def lemmas(article: Article) -> Counter[str]:
    """Return how often an article holds each lemma, the likeliest of each word."""
    terms, counts = lexicon().terms, Counter[str]()
    headline, *rest = parts(article)
    read = islice(chain.from_iterable(map(lexicon().forms, rest)), READ)
    for forms, weight in ((lexicon().forms(headline), IN_HEADLINE), (read, 1)):
        for form in forms:
            counts.update(dict.fromkeys(terms(form)[1:2], weight))
    return counts
