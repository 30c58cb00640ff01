"""The particles that are written together with the word behind them: "حقوق الإنسان" also stands as لحقوق الإنسان."""

_PARTICLES = ("ب", "ك", "ل")
_JOINERS = ("", "و", "ف")
_ARTICLE = "ال"
_ARTICLES = ("ال", "بال", "كال", "لل")


def with_proclitics(word: str) -> tuple[str, ...]:
    """An exact form behind و ف ب ك ل لل and what they make together, the form itself left out."""
    joined = (joiner + rest for joiner in _JOINERS for rest in (word, *_behind_particles(word)))
    return tuple(form for form in joined if form != word)


def behind_article(letters: str) -> tuple[str, ...]:
    """The beginning of a word behind the article, and the particles before that; () where it has one itself."""
    if letters.startswith(_ARTICLE):
        return ()
    return tuple(joiner + article + letters for joiner in _JOINERS for article in _ARTICLES)


def _behind_particles(word: str) -> list[str]:
    """The word behind each particle; ل swallows the alef of the article, and the article one of three ل (للغة)."""
    if not word.startswith(_ARTICLE):
        return [*(particle + word for particle in _PARTICLES), "لل" + word]
    bare = word.removeprefix(_ARTICLE)
    merged = "ل" + bare if bare.startswith("ل") else "لل" + bare
    return ["ب" + word, "ك" + word, merged]
