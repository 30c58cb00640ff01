"""Arabic text to tokens to index terms. Uses neither Django nor a search engine."""

from .analyzer import Analyzer, load
from .levels import Level
from .normalize import exact, spelling
from .readings import Analysis, Reading
from .roots import shown as shown_root
from .store import LexiconMissingError
from .tokens import Token

__all__ = [
    "Analysis",
    "Analyzer",
    "Level",
    "LexiconMissingError",
    "Reading",
    "Token",
    "exact",
    "load",
    "shown_root",
    "spelling",
]
