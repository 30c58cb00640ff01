"""The proclitics of Arabic: particles that are written together with the next word.

«وبالكتاب» is و "and", ب "with", ال "the" and كتاب "book". After ل the article loses its alef («للكتاب»).
"""

ARTICLE = "ال"
CONJUNCTIONS = ("و", "ف")
PREPOSITIONS = ("ب", "ك", "ل")
FUTURE = "س"

CONJUNCTION = f"[{''.join(CONJUNCTIONS)}]"
"""Regular expression that matches one conjunction."""
PREPOSITION = f"[{''.join(PREPOSITIONS)}]"
"""Regular expression that matches one preposition."""
BEFORE_ARTICLE = "[بك]"
"""Regular expression that matches one preposition after which the article keeps its alef."""

LAM_ARTICLE = "لل"
"""The preposition ل with the article."""
ARTICLES = (ARTICLE, "بال", "كال", LAM_ARTICLE)
"""The article, alone and after each preposition."""
JOINERS = ("", *CONJUNCTIONS)
"""A conjunction or none: what may come before any other particle."""
PROCLITICS = tuple(
    joiner + particle
    for joiner in JOINERS
    for particle in ("", ARTICLE, "ب", "بال", "ك", "كال", "ل", LAM_ARTICLE, FUTURE)
)
"""Every string of particles that may be written together with the next word, "" included."""


def without_article(form: str) -> str:
    """Return the form without its leading article, unchanged if it has none."""
    return form.removeprefix(ARTICLE)


def with_proclitics(word: str) -> tuple[str, ...]:
    """Return an exact form with و ف ب ك ل لل and their combinations in front: "حقوق الإنسان" also appears as لحقوق
    الإنسان. The form itself is not in the result."""
    joined = (joiner + rest for joiner in JOINERS for rest in (word, *_behind_prepositions(word)))
    return tuple(form for form in joined if form != word)


def behind_article(letters: str) -> tuple[str, ...]:
    """Return the letters that begin a word with the article in front, also with the particles that come before the
    article. Return () if they already begin with the article."""
    if letters.startswith(ARTICLE):
        return ()
    return tuple(joiner + article + letters for joiner in JOINERS for article in ARTICLES)


def _behind_prepositions(word: str) -> list[str]:
    """Return the word after each preposition. Three ل in a row are written as two (للغة)."""
    if not word.startswith(ARTICLE):
        return [*(particle + word for particle in PREPOSITIONS), LAM_ARTICLE + word]
    bare = without_article(word)
    merged = "ل" + bare if bare.startswith("ل") else LAM_ARTICLE + bare
    return ["ب" + word, "ك" + word, merged]
