"""A gazetteer over real records, and articles that readers may see, or not."""

from collections.abc import Callable

import pytest

from articles.models import Article, Organisation, Person, Place, Status
from search.gazetteer import archive_names
from search.indexing.vocabulary import ArchiveVocabulary
from search.query.known_names import Name

Find = Callable[[str], Name | None]


@pytest.fixture
def find(db: None, analyzer: object) -> Find:
    """What a question of these words finds now."""
    return lambda text: archive_names(ArchiveVocabulary()).find(tuple(text.split()))


@pytest.fixture
def others(find: Find) -> Callable[[str], set[str]]:
    """The other names that all of these words stand for; none where they are no name."""

    def names(text: str) -> set[str]:
        found = find(text)
        assert found is None or found.length == len(text.split()), found
        return {" ".join(name) for name in found.names} if found else set()

    return names


@pytest.fixture
def shown(db: None) -> Article:
    """A published article of a person, two places and a body."""
    article = Article.objects.create(headline="خبر", status=Status.PUBLISHED)
    article.people.add(Person.objects.create(name="عبد الفتاح السيسي", name_en="el-Sisi", other_spellings=["السيسى"]))
    article.people.add(Person.objects.create(name="أبو بكر البغدادي"))
    article.places.add(Place.objects.create(name="قناة السويس", other_spellings=["القناة"]))
    article.places.add(Place.objects.create(name="طرابلس (لبنان)", other_spellings=["طرابلس الشام"]))
    article.organisations.add(Organisation.objects.create(name="قوات سوريا الديمقراطية", other_spellings=["قسد"]))
    return article
