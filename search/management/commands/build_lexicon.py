"""manage.py build_lexicon: build the lexicon that the analysis needs, in settings.LEXICON_DIR."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from arabic import load
from arabic.lexicon.build import learned
from search.management.lexicon import LexiconCommand


class Command(LexiconCommand):
    """Builds the files that are out of date. If it is stopped at any point, the old lexicon stays in use."""

    help = str(_("Build the Arabic lexicon from the installed dictionaries (under three minutes)."))

    def handle(self, *args: Any, **options: Any) -> None:
        folder = Path(settings.LEXICON_DIR)
        was_learned = learned(folder)
        made = self.made()
        if options["verbosity"] == 0:
            return
        words = {"folder": folder, "version": load(folder).version}
        said = _("Lexicon %(version)s built in %(folder)s.") if made else _("Lexicon %(version)s is up to date.")
        self.stdout.write(str(said % words))
        if made and was_learned:
            lost = _("Its weights are no longer those learned from the archive: run `manage.py learn_weights`.")
            self.stdout.write(str(lost))
