"""The gazetteer's version is raised with what its code makes of the public names."""

import hashlib
from pathlib import Path

from arabic import Analyzer, sealed
from search.gazetteer.build import GAZETTEER_VERSION, build
from search.lexicon import NAMES as FILE

NAMES = (1, "ab89df38f60d9f54")
"""GAZETTEER_VERSION, and the digest of the names that are made under it."""


def test_a_change_to_the_public_names_raises_their_version(tmp_path: Path, analyzer: Analyzer) -> None:
    build(tmp_path, analyzer)
    names = sorted((key, "\n".join(equal).encode()) for key, equal in sealed.read(tmp_path / FILE)["names"].items())
    made = (GAZETTEER_VERSION, hashlib.sha256(repr(names).encode()).hexdigest()[:16])
    assert made == NAMES, (
        f"The public names are others. Raise GAZETTEER_VERSION (names/compile.py), unless the lexicon or a package of "
        f"requirements.txt changed instead, which is noticed by itself; then write here NAMES = {made}"
    )
