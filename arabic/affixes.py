"""The particles that Arabic writes together with the word behind them, listed once.

«وبالكتاب» is و "and", ب "with", ال "the" and كتاب "book"; ل swallows the alef of the article («للكتاب»).
"""

ARTICLE = "ال"
CONJUNCTIONS = ("و", "ف")
PREPOSITIONS = ("ب", "ك", "ل")
FUTURE = "س"

CONJUNCTION = f"[{''.join(CONJUNCTIONS)}]"
"""A regular expression that matches one conjunction."""
PREPOSITION = f"[{''.join(PREPOSITIONS)}]"
"""A regular expression that matches one preposition."""
BEFORE_ARTICLE = "[بك]"
"""A regular expression that matches one preposition before which the article keeps its alef."""

LAM_ARTICLE = "لل"
"""ل and the article."""
ARTICLES = (ARTICLE, "بال", "كال", LAM_ARTICLE)
"""The article, alone and behind each preposition."""
JOINERS = ("", *CONJUNCTIONS)
"""A conjunction, or none: what may stand before every other particle."""
PROCLITICS = tuple(
    joiner + particle
    for joiner in JOINERS
    for particle in ("", ARTICLE, "ب", "بال", "ك", "كال", "ل", LAM_ARTICLE, FUTURE)
)
"""Everything that may stand before a word and be written together with it; "" among it."""


def without_article(form: str) -> str:
    """Return the form without the article that it begins with."""
    return form.removeprefix(ARTICLE)


def with_proclitics(word: str) -> tuple[str, ...]:
    """Return an exact form behind و ف ب ك ل لل and behind what these make together, the form itself left out: "حقوق
    الإنسان" also stands as لحقوق الإنسان."""
    joined = (joiner + rest for joiner in JOINERS for rest in (word, *_behind_prepositions(word)))
    return tuple(form for form in joined if form != word)


def behind_article(letters: str) -> tuple[str, ...]:
    """Return the beginning of a word behind the article, and behind the particles before that; () where it has the
    article itself."""
    if letters.startswith(ARTICLE):
        return ()
    return tuple(joiner + article + letters for joiner in JOINERS for article in ARTICLES)


def _behind_prepositions(word: str) -> list[str]:
    """Return the word behind each preposition. Of three ل one is not written (للغة)."""
    if not word.startswith(ARTICLE):
        return [*(particle + word for particle in PREPOSITIONS), LAM_ARTICLE + word]
    bare = without_article(word)
    merged = "ل" + bare if bare.startswith("ل") else LAM_ARTICLE + bare
    return ["ب" + word, "ك" + word, merged]
