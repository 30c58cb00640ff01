"""Turn the contents of articles into what an engine writes: in this process, or for large amounts in a
worker process for each core."""

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures.process import BrokenProcessPool
from functools import partial
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from search.backends import SearchUnavailableError
from search.backends.document import Document
from search.indexing.documents import Content, document_of
from search.indexing.vocabulary import KEPT_WORDS
from search.indexing.workers import Workers, cores

# Number of articles from which starting worker processes is worthwhile: each needs a second or two to start.
MUCH = 2_000

Words = set[tuple[str, ...]]
Prepare = Callable[[Document], Any]


class Analyzed(NamedTuple):
    """Prepared documents, each with its article's id, and the terms of the words in them.

    held: for each document, its article's id and version, and the terms of its exact forms.
    """

    prepared: list[tuple[int, Any]]
    words: Words
    held: list[tuple[int, int, list[str]]]


def analyzed(chunks: Iterable[list[Content]], prepare: Prepare, workers: Workers | None = None) -> Iterator[Analyzed]:
    """Yield the result for each chunk, in order. With `workers`, words that the same worker has sent before are left
    out.

    Raise SearchUnavailableError if a worker process was ended.
    """
    if workers is None or cores() == 1:
        yield from map(partial(_analyzed, prepare), chunks)
        return
    try:
        yield from workers.map(partial(_new_analyzed, prepare), chunks)
    except BrokenProcessPool as error:
        raise SearchUnavailableError(_("A process that analyzed articles was ended: try again.")) from error


def words_of(document: Document) -> Words:
    """Return the terms of each word of a document."""
    return {terms for _, terms in document["text"]}


def _analyzed(prepare: Prepare, contents: list[Content]) -> Analyzed:
    documents = list(map(document_of, contents))
    prepared = [(document["article"], prepare(document)) for document in documents]
    words = list(map(words_of, documents))
    held = [
        (document["article"], document["version"], [terms[0] for terms in each])
        for document, each in zip(documents, words, strict=True)
    ]
    return Analyzed(prepared, set().union(*words), held)


_sent: Words = set()


def _new_analyzed(prepare: Prepare, contents: list[Content]) -> Analyzed:
    found = _analyzed(prepare, contents)
    new = found.words - _sent
    if len(_sent) > KEPT_WORDS:
        _sent.clear()
    _sent.update(new)
    return found._replace(words=new)
