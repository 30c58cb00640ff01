"""manage.py learn_weights: learn from the archive's own text how likely each reading of a word is."""

from collections import Counter
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from tqdm import tqdm

from arabic import Analyzer, LexiconMissingError, exact, load
from articles.models import Article
from search.indexing.documents import parts
from search.management.lexicon import LexiconCommand

# Largest number of words with changed keys that are shown.
SHOWN = 20


class Command(LexiconCommand):
    """Makes a new version of the lexicon. Reports the words that are now found differently, and that the index must be
    rebuilt."""

    help = str(gettext_lazy("Learn the weights of readings from the archive's articles, into a new lexicon."))

    def handle(self, *args: Any, **options: Any) -> None:
        folder = Path(settings.LEXICON_DIR)
        try:
            former = load(folder)
        except LexiconMissingError as error:
            raise CommandError(str(error)) from error
        counts = self._counts(former)
        if not counts:
            raise CommandError(_("The archive holds no article to learn from."))
        self.made(counts)
        self._report(former, load(folder), counts)

    def _counts(self, analysis: Analyzer) -> Counter[str]:
        """Return how often each form occurs in the articles that the public may see."""
        found: Counter[str] = Counter()
        articles = Article.objects.visible()
        with tqdm(desc=_("Counting words"), total=articles.count(), file=self.stderr, disable=None) as bar:
            for article in articles.iterator(chunk_size=500):
                for part in parts(article):
                    found.update(exact(token.text) for token in analysis.tokens(part))
                bar.update()
        return found

    def _report(self, former: Analyzer, new: Analyzer, counts: Counter[str]) -> None:
        changed = [form for form, _count in counts.most_common() if set(former.terms(form)) != set(new.terms(form))]
        lines = [
            _("Words counted: %(words)s, forms: %(forms)s") % {"words": counts.total(), "forms": len(counts)},
            _("Lexicon %(former)s → %(new)s. Forms that have other lemmas now: %(changed)s")
            % {"former": former.version, "new": new.version, "changed": len(changed)},
            *(f"  {form}: {_keys(former, form)} → {_keys(new, form)}" for form in changed[:SHOWN]),
            _("The index is of the former lexicon: `manage.py rebuild_index`, then restart the web processes."),
        ]
        self.stdout.write("\n".join(lines))


def _keys(analysis: Analyzer, form: str) -> str:
    return " ".join(analysis.terms(form)[1:])
