"""Words that writers join to the next word: لايمكن, لازالت, مايحدث, هذاالأسبوع, فيالعراق."""

import re

from .affixes import ARTICLE, CONJUNCTION

# لا and ما before a verb in the imperfect, or a word before a noun with its article. Names like ماكرون also begin this
# way, but do not go on with the letters of the imperfect. ما before ت is left out because some names do (ماتيس).
_VERB = re.compile(rf"{CONJUNCTION}?(?:لا(?=[يت]|زا?ل)|ما(?=ي))(.{{3,}})")
_NOUN = re.compile(rf"{CONJUNCTION}?(?:هذا|هذه|ذلك|تلك|في|من|على|إلى|الى|عن)({ARTICLE}.{{3,}})")


def behind(form: str) -> tuple[str, bool] | None:
    """Return the second of two words that an exact form may consist of, and whether it can only be a verb; None if the
    form does not look like two words."""
    verb = _VERB.fullmatch(form)
    noun = None if verb else _NOUN.fullmatch(form)
    return (verb[1], True) if verb else (noun[1], False) if noun else None
