"""The gazetteer of one question: the archive's records and groups, the public names, and the forms that sound alike."""

from collections.abc import Collection, Iterable

from arabic import Analyzer, exact, spelling
from arabic.affixes import without_article
from arabic.name_keys import name_key
from arabic.phonetic import FEWEST, same_sound, sound
from arabic.readings import UNKNOWN
from articles.limits import GROUP_NAMES
from search.gazetteer.owners import Owner, owners_known_as
from search.gazetteer.proper_nouns import PROPER, SURELY_PROPER, proper_share
from search.gazetteer.public import PublicNames
from search.gazetteer.variants import LONGEST, Words, folded, holds, joined, spelled, untitled, ways, windows, written
from search.indexing.vocabulary import ArchiveVocabulary
from search.models import Form
from search.query.known_names import Name

NAMES_LIMIT = GROUP_NAMES
"""Largest number of other names that one name stands for."""


class ArchiveNames:
    """The names as they are now: nothing read from the database is kept after the question. One look-up serves all
    stretches of words in the question. For each kind of record found, one more look-up selects the records that readers
    may see. A last one finds the names of the same sound."""

    def __init__(
        self, analyzer: Analyzer, public: PublicNames, vocabulary: ArchiveVocabulary, question: Collection[Words]
    ) -> None:
        self._analyzer, self._public, self._vocabulary, self._question = analyzer, public, vocabulary, question
        self._found: dict[Words, Name | None] = {}
        self._ways: dict[Words, list[Words]] = {}
        self._owners: dict[str, list[Owner]] = {}
        self._sounding: dict[str, tuple[str, ...]] = {}

    def find(self, words: Words) -> Name | None:
        """Return the longest known name at the beginning of the words; None if there is none."""
        if words not in self._found:
            # If a stretch was looked up, all its parts were too.
            if words and words[:LONGEST] not in self._ways:
                self._look_up([*self._question, words])
            self._found[words] = self._longest(words)
        return self._found[words]

    def _longest(self, words: Words) -> Name | None:
        for length in range(min(LONGEST, len(words)), 1, -1):
            names = self._phrase(words[:length])
            if names is not None:
                return Name(length, True, names)
        return self._word(words[0]) if words else None

    def _look_up(self, stretches: Collection[Words]) -> None:
        """Query the database once for every name that a part of the stretches may be, and for forms that sound like a
        word."""
        self._keep_ways({part for words in stretches for part in windows(words)} - self._ways.keys())
        forms = {exact(word) for words in stretches for word in words}
        sounds = {each for form in forms for each in self._sounds(form)} - self._sounding.keys()
        if sounds:
            self._sounding |= dict.fromkeys(sounds, ()) | self._vocabulary.forms_sounding(sounds)

    def _keep_ways(self, stretches: Collection[Words]) -> None:
        """Keep, for each stretch, the ways to read it as a known name."""
        new = {stretch: ways(stretch) for stretch in stretches}
        keys = {way: name_key(way) for found in new.values() for way in found}
        self._owners |= owners_known_as(set(keys.values()) - self._owners.keys())
        known = {way for way, key in keys.items() if self._owners[key] or self._public.equal_to(key)}
        self._ways |= {stretch: [way for way in found if way in known] for stretch, found in new.items()}

    def _phrase(self, typed: Words) -> tuple[Words, ...] | None:
        """Return the other names of what several words name; None if they are no name."""
        found: list[Words] = []
        for way in self._ways[typed]:
            equal = self._equal(way)
            found += [*equal, way] if equal else []
        for way in self._ways.get(untitled(typed), ()):
            equal = self._equal(way, person=True)
            found += [*equal, way] if equal else []
        if not found and not joined(typed):
            return None
        return _distinct(other for other in spelled((typed, *found)) if not holds(other, typed))

    def _word(self, word: str) -> Name | None:
        """Return the name that a single word is; None if that adds nothing to the word itself."""
        form = exact(word)
        share = proper_share(self._analyzer, form)
        found: list[Words] = []
        named: list[Words] = []
        bare = {_bare(key.removeprefix(UNKNOWN)) for key in self._analyzer.terms(form)[1:]}
        for way in self._ways[(word,)]:
            # Particle and article are removed only from a name, and only if the lexicon removes them too.
            allowed = way == (form,) or (share >= PROPER and _bare(way[0]) in bare)
            equal = self._equal(way) if allowed else ()
            found += equal
            named += [way] if equal else []
        found += written((form,)) if share >= PROPER else ()
        found += [(other,) for other in self._sounding_like(form)]
        names = _distinct(other for other in spelled(found) if not any(holds(other, way) for way in (*named, (form,))))
        protected = bool(named) and named[0] == (form,) and self._protected(form, share)
        return Name(1, protected, names) if names or protected else None

    def _protected(self, form: str, share: float) -> bool:
        """Return whether a known name must stand for its own forms only. This is so if the lexicon reads it as a name,
        but could also read it as another word. It is also so if the lexicon lacks the name and reads it as another word
        with something before or behind it: درعا is not درع. But صور stays "pictures"."""
        best, bare = self._analyzer.analyze(form).readings[0], _bare(form)
        if PROPER <= share < 1:
            return best.pos == "noun_prop" and bare == _bare(best.key)
        return share < PROPER and best.pos != "" and _bare(best.key) in bare and bare != _bare(best.key)

    def _equal(self, asked: Words, *, person: bool = False) -> list[Words]:
        """Return the names of everything that has this name, the name itself included; [] if nothing has it. With
        `person`, only people and groups count."""
        found = []
        for owner in self._owners[name_key(asked)]:
            if owner.is_group or (self._is_name(asked, owner) and (owner.kind == "person" or not person)):
                found += self._brought(owner) if self._called(asked, owner.names) else []
        if not person:
            public = [tuple(name.split()) for name in self._public.equal_to(name_key(asked))]
            found += public if self._called(asked, public) else []
        return found

    def _called(self, asked: Words, names: Iterable[Words]) -> bool:
        """Return whether one of the names is really `asked`. For a single word the key is too broad (علي, على). An
        ordinary word must have exactly the same spelling: أب, "father", is not آب, "August"."""
        if len(asked) > 1:
            return True
        same = [name for name in names if name_key(name) == name_key(asked)]
        if proper_share(self._analyzer, asked[0]) < PROPER:
            return asked in same
        return any(len(name) > 1 or self._analyzer.same_spelling(asked[0], name[0]) for name in same)

    def _brought(self, owner: Owner) -> list[Words]:
        """Return the names of a group, or those names of a record that may stand for it."""
        return [name for name in owner.standing if owner.is_group or self._is_name(name, owner)]

    def _is_name(self, name: Words, owner: Owner) -> bool:
        """Return whether a name may stand for a record. A single ordinary word may do so only if it is the record's
        main name (القناة does not stand for the Suez Canal)."""
        own = len(name) > 1 or name_key(name) == name_key(owner.names[0])
        return own or proper_share(self._analyzer, name[0]) >= PROPER

    def _sounds(self, form: str) -> tuple[str, ...]:
        """Return the sounds to look up for a word. A word that the lexicon lacks may sound like any name; a name that
        it has, only like one that it lacks. If the sounds are short (جلال, غلال), both words must be missing from the
        lexicon."""
        keys = [key for key in self._analyzer.terms(form)[1:] if key.startswith(UNKNOWN)]
        if keys:
            sounds = dict.fromkeys(filter(None, (sound(key.removeprefix(UNKNOWN)) for key in keys)))
            return (*sounds, *(Form.KNOWN + each for each in sounds if len(each) > FEWEST))
        known = sound(form) if proper_share(self._analyzer, form) >= SURELY_PROPER else ""
        return (known,) if len(known) > FEWEST else ()

    def _sounding_like(self, form: str) -> list[str]:
        stems = [key.removeprefix(UNKNOWN) for key in self._analyzer.terms(form)[1:]] + [form]
        held = dict.fromkeys(other for each in self._sounds(form) for other in self._sounding[each])
        return [other for other in held if any(same_sound(stem, other) for stem in stems)]


def _bare(word: str) -> str:
    return without_article(spelling(word))


def _distinct(names: Iterable[Words]) -> tuple[Words, ...]:
    """Return the names without repeated spellings, at most NAMES_LIMIT. No further name is looked at."""
    found: dict[Words, Words] = {}
    for name in names:
        found.setdefault(folded(name), name)
        if len(found) == NAMES_LIMIT:
            break
    return tuple(found.values())
