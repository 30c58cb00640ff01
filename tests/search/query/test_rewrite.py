"""One word of a question is replaced, and nothing else of it."""

from search.query.rewrite import joined, replaced, words_of


def test_only_the_word_itself_is_replaced():
    assert replaced('كتب =كتب "كتب علمية" كتبه -كتب', "كتب", "كُتُب") == 'كُتُب =كُتُب "كُتُب علمية" كتبه -كُتُب'


def test_names_of_fields_and_operators_stay():
    assert replaced("من:2019 من قرب/5 قرب", "من", "مَن") == "من:2019 مَن قرب/5 قرب"
    assert replaced("a قرب/5 b قرب", "قرب", "قُرْب") == "a قرب/5 b قُرْب"


def test_a_word_before_a_colon_or_a_stroke_is_one_all_the_same():
    assert replaced("ترمب: سننسحب من سوريا", "ترمب", "ترامب") == "ترامب: سننسحب من سوريا"
    assert replaced("ترمب/بايدن", "ترمب", "ترامب") == "ترامب/بايدن"
    assert replaced("من: سوريا من:2019", "من", "مَن") == "مَن: سوريا من:2019"


def test_two_words_become_one():
    text = "وزير القا هرة اليوم"
    _, first, second, _ = words_of(text)
    assert joined(text, first, second) == "وزير القاهرة اليوم"
