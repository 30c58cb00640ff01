"""Each row of the question language, as docs/question.md has it, and what happens beside the rows."""

import pytest

from arabic import Level
from search.query.parser import parse
from search.query.question import DEPTH_LIMIT, NEAR_LIMIT, QUESTION_LIMIT, Code, notice
from search.query.tree import And, Beginning, Everything, Field, InField, Near, Node, Not, Or, Phrase, Word
from search.query.unparse import unparse
from tests.support.names import Names


def ask(text: str, **options: bool) -> Node:
    return parse(text, records=Names(), **options).tree


def words(text: str) -> tuple[Node, ...]:
    return tuple(map(Word, text.split()))


def near(left: str, right: str, distance: int = 5) -> Near:
    return Near(Word(left), Word(right), distance)


EXACT, SPELLING, DERIVATION, ROOT = Level.EXACT, Level.SPELLING, Level.DERIVATION, Level.ROOT
QUOTED = Phrase(("القضاء", "التام"))

ROWS: list[tuple[str, Node]] = [
    # words
    ("قوات سوريا", And(words("قوات سوريا"))),
    ("سوريا", Word("سوريا")),
    ("ليس سوريا", And(words("ليس سوريا"))),
    ("سوريا، لبنان؛العراق", And(words("سوريا لبنان العراق"))),
    ("سوريا و لبنان", And(words("سوريا لبنان"))),
    ("(سوريا) و (لبنان) و", And(words("سوريا لبنان"))),
    ("سوريا AND لبنان", And(words("سوريا لبنان"))),
    ("و", Word("و")),
    ("ـو", Word("و")),
    ("كِتاب", Word("كِتاب")),
    ("كوفيد-19", Phrase(("كوفيد", "19"), None)),
    ("أ ف ب", Word("أ ف ب")),
    ("أ.ف.ب خبر", And((Word("أ.ف.ب"), Word("خبر")))),
    ("قال: لا!", And(words("قال لا"))),
    ("1,200 3.5", And(words("1,200 3.5"))),
    ("تونس..وفاة…حزن", And(words("تونس وفاة حزن"))),
    # quotation marks
    ('"القضاء التام"', QUOTED),
    ("«القضاء التام»", QUOTED),
    ("“القضاء التام”", QUOTED),
    ("”القضاء التام“", QUOTED),
    ("»القضاء التام«", QUOTED),
    ('"القضاء"', Phrase(("القضاء",))),
    ('"القضاء، التام!"', QUOTED),
    ('كـ"القضاء التام"', QUOTED),
    ('سوريا "القضاء التام" لبنان', And((Word("سوريا"), QUOTED, Word("لبنان")))),
    ('سوريا"القضاء التام"', And((Word("سوريا"), QUOTED))),
    ('"قال (نعم) أو -لا"', Phrase(("قال", "نعم", "أو", "لا"))),
    ('""', Everything()),
    ('آبل" تحتفل بعيد "آيفون"', And((*words("آبل تحتفل بعيد"), Phrase(("آيفون",))))),
    ('شاشة 32" من "آبل"', And((*words("شاشة 32 من"), Phrase(("آبل",))))),
    # side by side at the chosen level
    ('~"هجوم واسع"', Phrase(("هجوم", "واسع"), None)),
    ("~«هجوم واسع»", Phrase(("هجوم", "واسع"), None)),
    ('~"هجوم"', Word("هجوم")),
    ("~هجوم", Word("هجوم")),
    # exact
    ("=الكتاب", Word("الكتاب", EXACT)),
    ("الكتاب=", Word("الكتاب", EXACT)),
    ("=الكتاب=", Word("الكتاب", EXACT)),
    ('="القضاء التام"', Phrase(("القضاء", "التام"), EXACT)),
    ("=كوفيد-19", Phrase(("كوفيد", "19"), EXACT)),
    ('="الكتاب"', Word("الكتاب", EXACT)),
    ("= الكتاب", Word("الكتاب")),
    # root
    ("جذر:كتب", Word("كتب", ROOT)),
    ("الجذر:كتب", Word("كتب", ROOT)),
    ("root:كتب", Word("كتب", ROOT)),
    ("Root:كتب", Word("كتب", ROOT)),
    ("جذر:ك-ت-ب", Word("كتب", ROOT)),
    ("جذر:ك.ت.ب", Word("ك.ت.ب", ROOT)),
    ("جذر:(كتب أو درس)", Or((Word("كتب", ROOT), Word("درس", ROOT)))),
    ('جذر:"كتب درس"', Phrase(("كتب", "درس"), ROOT)),
    ('جذر:"ك، ت، ب"', Phrase(("ك", "ت", "ب"), ROOT)),
    ("جذر:(كتب =درس)", And((Word("كتب", ROOT), Word("درس", EXACT)))),
    # derivation
    ("اشتقاق:أعلن", Word("أعلن", DERIVATION)),
    ("الاشتقاق:أعلن", Word("أعلن", DERIVATION)),
    ("derivation:أعلن", Word("أعلن", DERIVATION)),
    ("اشتقاق:ك-ت-ب", Phrase(("ك", "ت", "ب"), DERIVATION)),
    ("اشتقاق:(أعلن أو نفى)", Or((Word("أعلن", DERIVATION), Word("نفى", DERIVATION)))),
    ('اشتقاق:"أعلن نفى"', Phrase(("أعلن", "نفى"), DERIVATION)),
    ("عنوان:اشتقاق:أعلن", InField(Field.HEADLINE, Word("أعلن", DERIVATION))),
    ("جذر:(كتب أعلن قرب/2 درس)", And((Word("كتب", ROOT), Near(Word("أعلن", ROOT), Word("درس", ROOT), 2)))),
    (
        '=الكتاب ~"هجوم واسع" جذر:كتب اشتقاق:أعلن "القضاء التام" تحرير* سوريا',
        And(
            (
                Word("الكتاب", EXACT),
                Phrase(("هجوم", "واسع"), None),
                Word("كتب", ROOT),
                Word("أعلن", DERIVATION),
                QUOTED,
                Beginning("تحرير"),
                Word("سوريا"),
            )
        ),
    ),
    # beginnings
    ("تحرير*", Beginning("تحرير")),
    ("تَحرير*", Beginning("تَحرير")),
    ("تحرير*،", Beginning("تحرير")),
    ("تحرير*.", Beginning("تحرير")),
    ("#تحرير*", Beginning("تحرير")),
    ("20* covid*", And((Beginning("20"), Beginning("covid")))),
    ("-تحرير*", Not(Beginning("تحرير"))),
    ("(تحرير* أو هدنة)", Or((Beginning("تحرير"), Word("هدنة")))),
    ("عنوان:تحرير*", InField(Field.HEADLINE, Beginning("تحرير"))),
    ("أو*", Beginning("أو")),
    ("تحرير *", Word("تحرير")),
    ("*تحرير", Word("تحرير")),
    ("*تحرير*", Word("تحرير")),
    ("تحرير**", Word("تحرير")),
    ("تح*رير", Phrase(("تح", "رير"), None)),
    ("ت*", Word("ت")),
    ("ـت*", Word("ت")),
    ("كوفيد-19*", Phrase(("كوفيد", "19"), None)),
    ("=تحرير*", Word("تحرير", EXACT)),
    ('"القضاء التام*"', QUOTED),
    ("جذر:تحرير*", Beginning("تحرير")),
    ("http://example.com/*/a", Word("http://example.com/*/a")),
    # near
    ("سوريا قرب/5 هدنة", near("سوريا", "هدنة")),
    ("سوريا قرب/٥ هدنة", near("سوريا", "هدنة")),
    ("سوريا قرب5 هدنة", near("سوريا", "هدنة")),
    ("سوريا قرب٥ هدنة", near("سوريا", "هدنة")),
    ("سوريا قُرب/5 هدنة", near("سوريا", "هدنة")),
    ("سوريا NEAR/5 هدنة", near("سوريا", "هدنة")),
    ("سوريا near/5 هدنة", near("سوريا", "هدنة")),
    ("سوريا NEAR5 هدنة", near("سوريا", "هدنة")),
    ("سوريا قرب/500 هدنة", near("سوريا", "هدنة", NEAR_LIMIT)),
    ("سوريا قرب/0 هدنة", near("سوريا", "هدنة", 1)),
    ("سوريا قرب هدنة", And(words("سوريا قرب هدنة"))),
    ("انفجار قرب 5 مدارس", And(words("انفجار قرب 5 مدارس"))),
    ("قرب/5", Phrase(("قرب", "5"), None)),
    ("قرب/5 هدنة", And((Phrase(("قرب", "5"), None), Word("هدنة")))),
    ("هدنة قرب/5", And((Word("هدنة"), Phrase(("قرب", "5"), None)))),
    ("-قرب/5 هدنة", And((Not(Phrase(("قرب", "5"), None)), Word("هدنة")))),
    ("غزة سوريا قرب/5 هدنة اليوم", And((Word("غزة"), near("سوريا", "هدنة"), Word("اليوم")))),
    ("سوريا قرب/5 هدنة قرب/3 غزة", And((near("سوريا", "هدنة"), near("هدنة", "غزة", 3)))),
    ("سوريا قرب/5 هدنة أو تهدئة", Near(Word("سوريا"), Or(words("هدنة تهدئة")), 5)),
    ("سوريا أو غزة قرب/5 هدنة", Near(Or(words("سوريا غزة")), Word("هدنة"), 5)),
    ("سوريا أو (غزة قرب/5 هدنة)", Or((Word("سوريا"), near("غزة", "هدنة")))),
    ("سوريا قرب/5(هدنة أو تهدئة)", Near(Word("سوريا"), Or(words("هدنة تهدئة")), 5)),
    ('"القضاء التام" قرب/2 =سوريا', Near(QUOTED, Word("سوريا", EXACT), 2)),
    ("جذر:كتب قرب/2 اشتقاق:أعلن", Near(Word("كتب", ROOT), Word("أعلن", DERIVATION), 2)),
    ("تحرير* قرب/2 ~«هجوم واسع»", Near(Beginning("تحرير"), Phrase(("هجوم", "واسع"), None), 2)),
    ("عنوان:(سوريا قرب/5 هدنة)", InField(Field.HEADLINE, near("سوريا", "هدنة"))),
    ("-(سوريا قرب/5 هدنة)", Not(near("سوريا", "هدنة"))),
    ("سوريا قرب/5 -هدنة", And((Word("سوريا"), Phrase(("قرب", "5"), None), Not(Word("هدنة"))))),
    ("سوريا قرب/5 (هدنة غزة)", And((Word("سوريا"), Phrase(("قرب", "5"), None), *words("هدنة غزة")))),
    (
        "سوريا قرب/5 هدنة قرب/5 -غزة",
        And((near("سوريا", "هدنة"), Phrase(("قرب", "5"), None), Not(Word("غزة")))),
    ),
    # either
    ("هدنة أو تهدئة", Or(words("هدنة تهدئة"))),
    ("هدنة او تهدئة", Or(words("هدنة تهدئة"))),
    ("هدنة OR تهدئة", Or(words("هدنة تهدئة"))),
    ("هدنة أَوْ تهدئة", Or(words("هدنة تهدئة"))),
    ("truce or ceasefire", And(words("truce or ceasefire"))),
    ("هدنة أو تهدئة أو صلح", Or(words("هدنة تهدئة صلح"))),
    ("غزة هدنة أو تهدئة اليوم", And((Word("غزة"), Or(words("هدنة تهدئة")), Word("اليوم")))),
    ('"القضاء التام"أو«القضاء التام»', Or((QUOTED, QUOTED))),
    ("هدنة أو أو تهدئة", Or(words("هدنة تهدئة"))),
    ("هدنة، أو تهدئة", Or(words("هدنة تهدئة"))),
    ("هدنة أو -تهدئة", Or((Word("هدنة"), Not(Word("تهدئة"))))),
    ("أو هدنة", And(words("أو هدنة"))),
    ("هدنة أو", And(words("هدنة أو"))),
    ("(هدنة أو) تهدئة", And(words("هدنة أو تهدئة"))),
    ("أو", Word("أو")),
    # without
    ("-تركيا", Not(Word("تركيا"))),
    ("سوريا -تركيا", And((Word("سوريا"), Not(Word("تركيا"))))),
    ("NOT تركيا", Not(Word("تركيا"))),
    ("سوريا NOT تركيا", And((Word("سوريا"), Not(Word("تركيا"))))),
    ("(-تركيا)", Not(Word("تركيا"))),
    ("(سوريا)-تركيا", And((Word("سوريا"), Not(Word("تركيا"))))),
    ('-"القضاء التام"', Not(QUOTED)),
    ("-«القضاء التام»", Not(QUOTED)),
    ("-(سوريا لبنان)", Not(And(words("سوريا لبنان")))),
    ("-(سوريا أو لبنان)", Not(Or(words("سوريا لبنان")))),
    ("-=الكتاب", Not(Word("الكتاب", EXACT))),
    ('-~"هجوم واسع"', Not(Phrase(("هجوم", "واسع"), None))),
    ("-جذر:كتب", Not(Word("كتب", ROOT))),
    ("NOT NOT تركيا", Word("تركيا")),
    ("-(-تركيا)", Word("تركيا")),
    ("-أو", Not(Word("أو"))),
    ("NOT", Word("NOT")),
    ("not تركيا", And(words("not تركيا"))),
    ("باريس - رويترز", And(words("باريس رويترز"))),
    ("باريس – رويترز", And(words("باريس رويترز"))),
    ("باريس –رويترز —عاجل", And(words("باريس رويترز عاجل"))),
    ("باريس-رويترز", Phrase(("باريس", "رويترز"), None)),
    ("--تركيا", Word("تركيا")),
    ("-5", Word("5")),
    ("-", Everything()),
    # fields of the text
    ("عنوان:سوريا", InField(Field.HEADLINE, Word("سوريا"))),
    ("العنوان:سوريا", InField(Field.HEADLINE, Word("سوريا"))),
    ("headline:سوريا", InField(Field.HEADLINE, Word("سوريا"))),
    ("نص:سوريا", InField(Field.TEXT, Word("سوريا"))),
    ("text:سوريا", InField(Field.TEXT, Word("سوريا"))),
    ('عنوان:"القضاء التام" سوريا', And((InField(Field.HEADLINE, QUOTED), Word("سوريا")))),
    ("عنوان:(هدنة أو تهدئة)", InField(Field.HEADLINE, Or(words("هدنة تهدئة")))),
    ("عنوان:=سوريا", InField(Field.HEADLINE, Word("سوريا", EXACT))),
    ("عنوان:جذر:كتب", InField(Field.HEADLINE, Word("كتب", ROOT))),
    ("-عنوان:سوريا", Not(InField(Field.HEADLINE, Word("سوريا")))),
    ("عنوان: سوريا", And(words("عنوان سوريا"))),
    ("عنوان:", Word("عنوان")),
    ('ـعنوان:""', Word("عنوان")),
    ("عنوان:أو سوريا", And((InField(Field.HEADLINE, Word("أو")), Word("سوريا")))),
    ("عاجل:سوريا", Phrase(("عاجل", "سوريا"), None)),
    ("http://example.com/a?b=c", Word("http://example.com/a?b=c")),
    # grouping
    ("(سوريا لبنان) أو العراق", Or((And(words("سوريا لبنان")), Word("العراق")))),
    ("((سوريا))", Word("سوريا")),
    ("(أ ف ب)", Word("أ ف ب")),
    ("()", Everything()),
    ("(سوريا لبنان", And(words("سوريا لبنان"))),
    ("سوريا) لبنان", And(words("سوريا لبنان"))),
    ("-(سوريا لبنان", Not(And(words("سوريا لبنان")))),
    # nothing
    ("", Everything()),
    (" \t\n ", Everything()),
    ("؟!.،*~=", Everything()),
]


@pytest.mark.parametrize(("typed", "tree"), ROWS, ids=[typed for typed, _ in ROWS])
def test_a_row_of_the_language(typed, tree):
    assert ask(typed) == tree


@pytest.mark.parametrize(("typed", "tree"), ROWS, ids=[typed for typed, _ in ROWS])
@pytest.mark.parametrize("mark", "\u200e\u200f\u061c\u2066\u2069\u202b\u202c\ufeff")
def test_bidi_marks_change_nothing(typed, tree, mark):
    assert ask(mark + mark.join(typed) + mark) == tree


NOTICES = [
    ('"سوريا', [notice(Code.QUOTE_UNCLOSED)]),
    ("سوريا » لبنان", [notice(Code.QUOTE_UNCLOSED)]),
    ("(سوريا", [notice(Code.BRACKET_UNBALANCED)]),
    ("سوريا))", [notice(Code.BRACKET_UNBALANCED)]),
    ("أو سوريا", [notice(Code.TAKEN_AS_WORD, word="أو")]),
    ("سوريا NOT", [notice(Code.TAKEN_AS_WORD, word="NOT")]),
    ("عنوان:مصدر:إيلاف", [notice(Code.TAKEN_AS_WORD, word="عنوان")]),
    ('عنوان:""', [notice(Code.TAKEN_AS_WORD, word="عنوان")]),
    ('سوريا -""', [notice(Code.SIGN_IGNORED, sign="-")]),
    ("مصدر:مجهول", [notice(Code.UNKNOWN_VALUE, field="مصدر", value="مجهول")]),
    ("من:هنا", [notice(Code.UNREADABLE_DATE, field="من", value="هنا")]),
    ("تاريخ:2020..2019", [notice(Code.DATES_SWAPPED, value="2020..2019")]),
    ("=(سوريا)", [notice(Code.SIGN_IGNORED, sign="=")]),
    ('=~"سوريا"', [notice(Code.SIGN_IGNORED, sign="=")]),
    ("=جذر:كتب", [notice(Code.SIGN_IGNORED, sign="=")]),
    ("*", [notice(Code.STAR_IGNORED, word="*")]),
    ("ت*", [notice(Code.STAR_IGNORED, word="ت*")]),
    ("تح*رير", [notice(Code.STAR_IGNORED, word="تح*رير")]),
    ("=تحرير*", [notice(Code.STAR_IGNORED, word="=تحرير*")]),
    ('"القضاء التام*"', [notice(Code.STAR_IGNORED, word="القضاء التام*")]),
    ("من:2019*", [notice(Code.TAKEN_AS_WORD, word="من")]),
    ("مصدر:إيل*", [notice(Code.TAKEN_AS_WORD, word="مصدر")]),
    ("مصدر:(إيل* أو رويترز)", [notice(Code.UNKNOWN_VALUE, field="مصدر", value="إيل*")]),
    ("مصدر:(إيلاف قرب/2 رويترز)", [notice(Code.UNKNOWN_VALUE, field="مصدر", value="قرب/2")]),
    ("جذر:تحرير*", [notice(Code.PREFIX_IDLE, field="جذر", word="تحرير*")]),
    ("جذر:=كتب", [notice(Code.PREFIX_IDLE, field="جذر", word="=كتب")]),
    ("جذر:(كتب اشتقاق:درس)", [notice(Code.PREFIX_IDLE, field="جذر", word="اشتقاق")]),
    ("عنوان:(كتب نص:درس)", [notice(Code.PREFIX_IDLE, field="عنوان", word="نص")]),
    ("سوريا قرب/0 هدنة", [notice(Code.DISTANCE_CUT, word="قرب/0", limit=1)]),
    ("سوريا NEAR/101 هدنة", [notice(Code.DISTANCE_CUT, word="NEAR/101", limit=NEAR_LIMIT)]),
    ("سوريا قرب/5", [notice(Code.TAKEN_AS_WORD, word="قرب/5")]),
    ("سوريا قرب/5 -هدنة", [notice(Code.TAKEN_AS_WORD, word="قرب/5")]),
    ("عنوان:سوريا قرب/5 هدنة", [notice(Code.TAKEN_AS_WORD, word="قرب/5")]),
    ("مصدر:إيلاف قرب/5 هدنة", [notice(Code.TAKEN_AS_WORD, word="قرب/5")]),
    ("انفجار قرب 5 مدارس", []),
    ("تحرير* قرب/5 (هدنة أو تهد*)", []),
    ("قرب سوريا", []),
    ("سوريا -#هدنة", []),
    ("سوريا - لبنان، و (العراق)", []),
]


@pytest.mark.parametrize(("typed", "notices"), NOTICES, ids=[typed for typed, _ in NOTICES])
def test_the_reader_is_told(typed, notices):
    assert list(parse(typed, records=Names()).notices) == notices


def test_a_long_question_is_cut_between_words():
    question = parse("كلمة " * 200, records=Names())
    assert question.notices == (notice(Code.TOO_LONG, limit=QUESTION_LIMIT),)
    assert question.tree == And((Word("كلمة"),) * 100)
    assert len(question.text) <= QUESTION_LIMIT
    assert len(parse("ك" * 10_000, records=Names()).text) == QUESTION_LIMIT
    assert parse("ك" * QUESTION_LIMIT, records=Names()).notices == ()


def test_brackets_nest_so_deep_and_no_deeper():
    assert not parse("(" * DEPTH_LIMIT + "سوريا" + ")" * DEPTH_LIMIT, records=Names()).notices
    deeper = DEPTH_LIMIT + 5
    question = parse("(" * deeper + "سوريا" + ")" * deeper + " لبنان", records=Names())
    assert question.tree == And(words("سوريا لبنان"))
    assert question.notices == (notice(Code.BRACKETS_TOO_DEEP, limit=DEPTH_LIMIT),)


def test_plain_takes_words_only():
    typed = '"سوريا" -لبنان أو (عنوان:غزة) =من:2019 باريس-رويترز'
    expected = "سوريا لبنان أو عنوان غزة من 2019 باريس رويترز"
    assert ask(typed, plain=True) == And(words(expected))
    assert ask(typed, plain=True, any_word=True) == Or(words(expected))
    assert ask("", plain=True, any_word=True) == Everything()


def test_any_word_joins_by_or_but_keeps_what_restricts():
    assert ask("سوريا لبنان", any_word=True) == Or(words("سوريا لبنان"))
    assert ask("سوريا لبنان -تركيا", any_word=True) == And((Or(words("سوريا لبنان")), Not(Word("تركيا"))))
    year = ask("تاريخ:2019")
    assert ask("سوريا تاريخ:2019 لبنان", any_word=True) == And((Or(words("سوريا لبنان")), year))
    assert ask("تاريخ:2019", any_word=True) == year


def test_an_empty_question_says_so():
    assert parse("", records=Names()).empty
    assert parse("؟", records=Names()).empty
    assert not parse("سوريا", records=Names()).empty


def test_trees_compare_and_hash():
    assert ask("سوريا -(لبنان أو غزة)") == ask("سوريا  -( لبنان OR غزة )")
    assert len({ask("سوريا لبنان"), ask("سوريا، لبنان"), ask("لبنان سوريا")}) == 2


@pytest.mark.parametrize("typed", [typed for typed, _ in ROWS])
def test_it_is_written_and_read_back(typed):
    tree = parse(typed, records=Names()).tree
    assert parse(unparse(tree), records=Names()).tree == tree
