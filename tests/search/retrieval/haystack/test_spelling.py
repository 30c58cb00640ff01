"""Spelling suggestions."""


def test_a_missing_word_is_corrected(sqs):
    assert sqs.spelling_suggestion("هجوك حلب") == "هجوم حلب"
    assert sqs.auto_query("هجوك").spelling_suggestion() == "هجوم"
    assert sqs.auto_query("x").set_spelling_query("هجوك").spelling_suggestion() == "هجوم"
    assert sqs.spelling_suggestion("هجوم") is None
    assert sqs.spelling_suggestion() is None
