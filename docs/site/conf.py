"""How Sphinx makes the site; build.py calls it."""

import sys
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent.parent))

from newsarchive.version import VERSION  # noqa: E402 - found on the path that was set above

project = "An archive of Arabic news"
author = "The archive's contributors"
project_copyright = f"2026, {author}"
version = release = VERSION
language = "en"

extensions = ["myst_parser"]
exclude_patterns = ["site"]
myst_heading_anchors = 4
highlight_language = "none"

html_theme = "furo"
html_title = f"{project} {VERSION}"
html_favicon = str(HERE.parent.parent / "static" / "favicon.svg")
html_static_path = [str(HERE / "static")]
html_css_files = ["site.css"]
html_copy_source = html_show_sourcelink = html_use_index = html_show_sphinx = False
# The reader's own fonts: nothing is fetched.
FONTS = '"IBM Plex Sans Arabic", "Noto Sans Arabic", "SF Arabic", "Segoe UI", "Noto Sans", Tahoma, sans-serif'
# The first is defined in site.css.
MONOSPACE = '"Arabic in code", Menlo, Consolas, "Liberation Mono", monospace'
html_theme_options = {
    "light_css_variables": {
        "font-stack": FONTS,
        "font-stack--monospace": MONOSPACE,
        "color-brand-primary": "#0b6357",
        "color-brand-content": "#0b6357",
    },
    "dark_css_variables": {"color-brand-primary": "#6cc3b4", "color-brand-content": "#6cc3b4"},
}

# Pages of these folders are Arabic. build.py turns them from right to left.
ARABIC = "ar/"
WORDS = {
    "Back to top": "إلى أعلى الصفحة",
    "Home": "الرئيسية",
    "Next": "التالي",
    "On this page": "في هذه الصفحة",
    "Previous": "السابق",
    "Search": "بحث",
    "Skip to content": "إلى المحتوى",
}


def speak_arabic(app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: Any) -> None:
    """Have the theme's own words on an Arabic page in Arabic."""
    if pagename.startswith(ARABIC):
        english = context.get("_", str)
        context["_"] = context["gettext"] = lambda words: WORDS.get(words) or english(words)


def setup(app: Sphinx) -> None:
    app.connect("html-page-context", speak_arabic)
