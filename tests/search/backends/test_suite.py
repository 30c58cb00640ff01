"""What every engine must do alike: the tests of the resolved tree, over real articles in a real index."""

import threading
from dataclasses import dataclass, replace
from datetime import date, timedelta

import pytest
from django.utils import timezone

from arabic import Level
from articles.models import Article, Place, Source, Status
from search.backends import FACETS, BuiltWith, IndexMissingError, SearchUnavailableError, UnknownNodeError
from search.indexing.documents import ArticleIndex
from search.indexing.indexer import Indexer
from search.query.plan import (
    AllArticles,
    AllOf,
    AnyOf,
    AnyTerm,
    NoArticles,
    PublishedBetween,
    RecordIs,
    Sequence,
    Term,
    Without,
)
from tests.support.engines import write

VISIBLE = {"baghouz", "shields", "books", "library", "official", "undated", "truce"}


def word(text, field="text"):
    return AnyTerm(field, (Term(f"={text}"),))


def test_words_at_each_level(find):
    assert set(find("كتاب")) == {"books", "library"}
    assert set(find("الكتاب", Level.EXACT)) == {"books"}
    assert set(find("مسؤول", Level.SPELLING)) == {"official", "library"}
    assert set(find("مسؤول", Level.EXACT)) == {"official"}
    assert set(find("مكتبة")) == {"library"}
    assert set(find("جذر:كتب")) == {"books", "library"}


def test_all_words_anywhere_in_the_article(find):
    assert find("معرض قراء") == ["books"]
    assert find("معرض قاهرة") == []


def test_either_and_not(find):
    assert set(find("معرض أو مكتبة")) == {"books", "library"}
    assert set(find("سوريا -مدرسة")) == {"baghouz", "undated"}
    assert set(find("-سوريا")) == VISIBLE - {"baghouz", "official", "undated"}
    assert set(find("(معرض أو هدنة) -الجنوب")) == {"books", "undated"}


def test_a_phrase_is_side_by_side_in_order_and_in_one_block(find):
    assert find('"دروع بشرية"') == ["baghouz"]
    assert find('"بشرية دروع"') == ["shields"]
    assert find('~"دروع بشرية"') == ["baghouz"]
    assert find('"جيوب التنظيم أعلنت"') == []
    assert find('"سوريا الديموقراطية السيطرة على آخر جيب"') == ["baghouz"]


def test_a_phrase_takes_any_term_of_each_slot(backend, names):
    slots = ((Term("=دروع"), Term("=بشرية")), (Term("=دروع"), Term("=بشرية")))
    assert set(names(backend.search(Sequence("text", slots)))) == {"baghouz", "shields"}
    held = ((Term("=لا-أحد"), Term("=دروع")), (Term("=بشرية"),))
    assert names(backend.search(Sequence("text", held))) == ["baghouz"]
    assert backend.search(Sequence("text", ((Term("=لا-أحد"),), (Term("=بشرية"),)))).total == 0


def test_the_headline_alone(find, backend, names):
    assert set(find("عنوان:هدنة")) == {"undated", "truce"}
    assert find("عنوان:كبير") == []
    both = Sequence("headline", ((Term("=هدنة"),), (Term("=في"),)))
    assert names(backend.search(both)) == ["truce"]


def test_only_what_the_public_may_see(archive, backend, names):
    found = backend.search(AllArticles(), limit=50)
    assert set(names(found)) == VISIBLE
    assert found.total == len(VISIBLE)
    assert backend.search(NoArticles()).total == 0


def test_records(archive, backend, names):
    place = Place.objects.get(name="سوريا").pk
    source = Source.objects.get(name="الضفة").pk
    assert set(names(backend.search(RecordIs("place", (place,))))) == {"baghouz", "official"}
    assert set(names(backend.search(RecordIs("source", (source, 999))))) == {"baghouz", "truce"}
    assert backend.search(RecordIs("person", (999,))).total == 0
    both = AllOf((RecordIs("place", (place,)), RecordIs("source", (source,))))
    assert names(backend.search(both)) == ["baghouz"]


def test_days_are_included_at_both_ends_and_the_undated_never(archive, backend, names):
    between = PublishedBetween(date(2018, 12, 31), date(2019, 1, 1))
    assert set(names(backend.search(between))) == {"books", "library"}
    assert set(names(backend.search(PublishedBetween(None, date(2018, 12, 30))))) == {"shields"}
    assert set(names(backend.search(PublishedBetween(date(2019, 6, 1), None)))) == {"official", "truce"}


def test_by_date_either_way_the_undated_come_last(archive, backend, names):
    order = ["shields", "books", "library", "baghouz", "official", "truce"]
    assert names(backend.search(AllArticles(), sort="oldest", limit=50)) == [*order, "undated"]
    assert names(backend.search(AllArticles(), sort="newest", limit=50)) == [*reversed(order), "undated"]


def test_what_has_no_score_comes_by_date_the_newest_first(archive, backend, names):
    without = Without(AllArticles(), word("هدنة"))
    for tree in (AllArticles(), PublishedBetween(date(2018, 1, 1), None), without):
        dated = [name for name in names(backend.search(tree, sort="newest", limit=50)) if name != "undated"]
        found = backend.search(tree, limit=50)
        assert [name for name in names(found) if name != "undated"] == dated
        assert {hit.score for hit in found.hits} == {0.0}


def test_articles_of_one_day_are_ordered_by_id(archive, backend):
    twins = [
        Article.objects.create(headline="توأم", status=Status.PUBLISHED, published_on=date(2021, 1, 1)).pk for _ in "12"
    ]
    Indexer().run()
    assert [hit.article_id for hit in backend.search(word("توأم"), sort="newest").hits] == twins[::-1]
    assert [hit.article_id for hit in backend.search(word("توأم"), sort="oldest").hits] == twins


def test_pages_and_none_past_the_last(archive, backend, names):
    everything = names(backend.search(AllArticles(), sort="newest", limit=50))
    pages = [backend.search(AllArticles(), sort="newest", start=start, limit=3) for start in (0, 3, 6, 9, 10**6)]
    assert [page.total for page in pages] == [len(VISIBLE)] * 5
    assert [name for page in pages for name in names(page)] == everything
    assert pages[3].hits == pages[4].hits == ()


def test_counts_of_filters_come_with_the_hits(archive, backend):
    place, other = (Place.objects.get(name=name).pk for name in ("سوريا", "الفرات"))
    found = backend.search(AllArticles(), limit=1, facets=FACETS)
    assert set(found.facets) == set(FACETS)
    assert found.facets["place"] == ((place, 2), (other, 1))
    assert found.facets["year"] == ((2019, 3), (2018, 2), (2020, 1))
    assert [count for _, count in found.facets["source"]] == [2, 1]
    narrowed = backend.search(word("هدنة"), facets=("source", "person", "subject"))
    assert [count for _, count in narrowed.facets["source"]] == [1]
    assert narrowed.facets["person"] == ()
    assert len(narrowed.facets["subject"]) == 1


def test_frequencies(archive, backend):
    assert backend.frequencies(["=هدنة", "=كتابا", "=ليس-هنا"]) == {"=هدنة": 2, "=كتابا": 1, "=ليس-هنا": 0}


def test_the_headline_weighs_more(archive, backend, names):
    Article.objects.create(headline="لا شيء", body="زلزال قوي ضرب المدينة", status=Status.PUBLISHED)
    Article.objects.create(headline="زلزال قوي", body="لا شيء ضرب المدينة", status=Status.PUBLISHED)
    Indexer().run()
    hits = backend.search(word("زلزال")).hits
    assert [Article.objects.get(pk=hit.article_id).headline for hit in hits] == ["زلزال قوي", "لا شيء"]
    assert hits[0].score > hits[1].score > 0


def test_weights_of_terms_make_the_order(archive, backend, names):
    terms = (Term("=معرض", 0.1), Term("=القاهرة", 5.0))
    assert names(backend.search(AnyTerm("text", terms))) == ["library", "books"]
    terms = (Term("=معرض", 5.0), Term("=القاهرة", 0.1))
    assert names(backend.search(AnyTerm("text", terms))) == ["books", "library"]


def test_related_terms_add_to_the_score_and_find_nothing(archive, backend, names):
    both = AnyTerm("text", (Term("=معرض"), Term("=القاهرة")))
    first, second = names(backend.search(both))
    assert {first, second} == {"library", "books"}
    raising = {"library": Term("=القاهرة", 9.0), "books": Term("=معرض", 9.0), "truce": Term("=هدنة", 9.0)}
    with_related = replace(both, related=(raising[second], raising["truce"]))
    assert names(backend.search(with_related)) == [second, first]
    assert backend.search(with_related).total == 2


def test_the_terms_of_a_word_count_as_one(archive, backend):
    """Three forms of one word are worth three times one form, or nearly; three words would be worth twice as much."""
    several = Article.objects.create(headline="س", body="زورق الزورق وزورق", status=Status.PUBLISHED)
    again = Article.objects.create(headline="س", body="زورق زورق زورق", status=Status.PUBLISHED)
    Indexer().run()
    forms = AnyTerm("text", tuple(Term(f"={form}") for form in ("زورق", "الزورق", "وزورق")))
    scores = {hit.article_id: hit.score for hit in backend.search(forms).hits}
    assert scores[several.pk] == pytest.approx(scores[again.pk], rel=0.25)


def test_the_exact_form_comes_before_its_kin(archive, backend, find):
    forms = {"السفينة": "سفينة", "سفينة": "السفينة"}
    made = {
        form: Article.objects.create(headline="س", body=f"رأى {form} هنا", status=Status.PUBLISHED) for form in forms
    }
    archive.update(made)
    Indexer().run()
    for form, kin in forms.items():
        assert find(form) == [form, kin]


def test_a_word_more_often_in_as_long_a_text_scores_higher(archive, backend):
    once = Article.objects.create(headline="س", body="بركان " + "كلمة " * 9, status=Status.PUBLISHED)
    thrice = Article.objects.create(headline="س", body="بركان " * 3 + "كلمة " * 7, status=Status.PUBLISHED)
    Indexer().run()
    assert [hit.article_id for hit in backend.search(word("بركان")).hits] == [thrice.pk, once.pk]


def test_excluded_and_filtering_parts_give_no_score(archive, backend):
    kept = backend.search(word("هدنة")).hits
    everywhere = PublishedBetween(None, date(2100, 1, 1))
    tree = AllOf((Without(word("هدنة"), word("زلزال")), AnyOf((everywhere, Without(AllArticles(), everywhere)))))
    assert backend.search(tree).hits == kept


def test_one_letter_and_one_digit_are_words(archive, backend):
    made = Article.objects.create(headline="الفوج 5 ص", status=Status.PUBLISHED)
    Indexer().run()
    for letter in "5ص":
        assert [hit.article_id for hit in backend.search(word(letter)).hits] == [made.pk]


def test_a_changed_article_is_found_by_what_it_says_now(archive, backend, find):
    article = archive["truce"]
    article.headline, article.body = "زلزال في الشمال", "ضرب زلزال المدينة"
    article.save()
    Indexer().run()
    assert find("زلزال") == ["truce"]
    assert find("هدنة") == ["undated"]
    assert backend.frequencies(["=هدنة"]) == {"=هدنة": 1}
    assert backend.search(AllArticles(), limit=50).total == len(VISIBLE)


def test_what_is_withdrawn_or_deleted_is_gone_from_hits_counts_and_filters(archive, backend, find):
    archive["truce"].status, archive["truce"].withdrawal = Status.WITHDRAWN, "خطأ"
    archive["truce"].save()
    archive["books"].delete()
    Indexer().run()
    found = backend.search(AllArticles(), limit=50, facets=("source", "year"))
    assert found.total == len(VISIBLE) - 2
    assert found.facets["year"] == ((2019, 3), (2018, 1))
    assert [count for _, count in found.facets["source"]] == [1, 1]
    assert find("هدنة") == ["undated"]


def test_haystack_can_update_remove_and_clear(archive, backend, find):
    backend.remove(f"articles.article.{archive['truce'].pk}")
    assert find("هدنة") == ["undated"]
    ArticleIndex().update_object(archive["truce"])
    assert set(find("هدنة")) == {"undated", "truce"}
    backend.clear()
    assert backend.search(AllArticles()).total == 0


def test_a_write_that_fails_changes_nothing(archive, backend, names):
    def broken():
        yield from ArticleIndex().documents([archive["truce"]])
        raise RuntimeError("power cut")

    with pytest.raises(RuntimeError, match="power cut"):
        write(backend, broken(), [article.pk for article in archive.values()])
    assert set(names(backend.search(AllArticles(), limit=50))) == VISIBLE


def test_the_index_answers_as_it_was_while_another_is_made_beside_it(archive, backend, names):
    built = backend.built_with()
    name = backend.begin(BuiltWith("another lexicon", "Asia/Aden"))
    beside = backend.beside(name)
    assert beside.search(AllArticles()).total == 0
    write(beside, ArticleIndex().documents([archive["truce"]]), ())
    write(beside, ArticleIndex().documents([archive["books"]]), [archive["books"].pk])
    assert set(names(beside.search(AllArticles()))) == {"truce", "books"}
    assert set(names(backend.search(AllArticles(), limit=50))) == VISIBLE
    assert (backend.built_with(), beside.built_with().lexicon) == (built, "another lexicon")
    assert backend.unpublished() == [name]
    backend.publish(name)
    assert set(names(backend.search(AllArticles()))) == {"truce", "books"}
    assert backend.built_with() == BuiltWith("another lexicon", "Asia/Aden")
    assert backend.unpublished() == []


def test_publishing_removes_the_former_and_every_other(archive, backend):
    former, left = backend.begin(backend.built_with()), backend.begin(backend.built_with())
    backend.publish(former)
    name = backend.begin(backend.built_with())
    backend.publish(name)
    for gone in (former, left):
        with pytest.raises(SearchUnavailableError):
            backend.beside(gone).search(AllArticles())
    assert backend.search(AllArticles()).total == 0


def test_discarding_leaves_the_index_in_use(archive, backend, names):
    name = backend.begin(backend.built_with())
    backend.discard(name)
    backend.discard(name)
    assert backend.unpublished() == []
    assert set(names(backend.search(AllArticles(), limit=50))) == VISIBLE


def test_readers_never_see_a_missing_or_half_index(archive, backend):
    """Threads ask without a pause while one index after another takes the place of the last."""
    articles = [archive[name] for name in sorted(archive)]
    stop, faults = threading.Event(), []

    def read():
        while not stop.is_set():
            try:
                total = backend.search(AllArticles(), facets=("year",)).total
                if total != len(VISIBLE):
                    faults.append(total)
            except Exception as error:
                faults.append(error)

    readers = [threading.Thread(target=read) for _ in range(3)]
    for reader in readers:
        reader.start()
    for _ in range(5):
        name = backend.begin(backend.built_with())
        for article in articles:
            write(backend.beside(name), ArticleIndex().documents([article]), ())
        backend.publish(name)
    stop.set()
    for reader in readers:
        reader.join()
    assert faults == []


def test_versions_by_article_id_a_page_at_a_time(archive, backend):
    archive["books"].save()
    archive["truce"].delete()
    Indexer().run()
    visible = sorted(Article.objects.visible().values_list("pk", "version"))
    assert backend.versions() == visible
    assert len(set(dict(visible).values())) > 1
    assert backend.versions(limit=2) == visible[:2]
    assert backend.versions(after=visible[1][0], limit=3) == visible[2:5]
    assert backend.versions(after=visible[-1][0]) == []


def test_an_empty_archive_answers(db, backend, analyzer):
    with pytest.raises(IndexMissingError):
        backend.search(AllArticles())
    Indexer().run()
    assert backend.search(word("هدنة"), facets=FACETS).total == 0
    assert backend.search(AllArticles(), sort="newest").hits == ()


def test_an_article_without_words_is_there(archive, backend):
    made = Article.objects.create(headline="…", status=Status.PUBLISHED, published_on=date(2022, 1, 1))
    Indexer().run()
    assert backend.search(AllArticles(), sort="newest", limit=1).hits[0].article_id == made.pk


def test_a_scheduled_article_comes_when_it_is_due(archive, backend, monkeypatch):
    later = timezone.now() + timedelta(hours=2)
    monkeypatch.setattr(timezone, "now", lambda: later)
    Indexer().run()
    assert backend.search(AllArticles(), limit=50).total == len(VISIBLE) + 1


def test_an_unknown_node_is_named_with_its_engine(archive, backend):
    @dataclass(frozen=True)
    class Nearby:
        slop: int

    with pytest.raises(UnknownNodeError, match=r"cannot compile the node Nearby.*slop=3"):
        backend.search(AllOf((AllArticles(), Nearby(3))))
