"""Words that writers run together with the one behind them: لايمكن, لازالت, مايحدث, هذاالأسبوع, فيالعراق."""

import re

from .affixes import ARTICLE, CONJUNCTION

# لا and ما with a verb in the imperfect, and a word that no noun has before its article. Names such as ماكرون begin so
# too, but not with the letters of the imperfect; ما before ت is left out for theirs (ماتيس).
_VERB = re.compile(rf"{CONJUNCTION}?(?:لا(?=[يت]|زا?ل)|ما(?=ي))(.{{3,}})")
_NOUN = re.compile(rf"{CONJUNCTION}?(?:هذا|هذه|ذلك|تلك|في|من|على|إلى|الى|عن)({ARTICLE}.{{3,}})")


def behind(form: str) -> tuple[str, bool] | None:
    """The word behind another that an exact form is run together of, and whether it can only be a verb; None where the
    form does not look like two words."""
    verb = _VERB.fullmatch(form)
    noun = None if verb else _NOUN.fullmatch(form)
    return (verb[1], True) if verb else (noun[1], False) if noun else None
