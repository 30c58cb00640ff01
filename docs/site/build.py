"""Build docs/ into a static site: `make docs`.

The pages are written to be read in the repository. Here they are laid out as a site: README.md and its like come in
from outside docs/, links are pointed to where the pages are now, and Arabic pages run from right to left. Any warning
fails the build: a link to nothing, a page that no list names, something that a page would load from another host.
"""

import os
import re
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from sphinx.cmd.build import build_main

SITE = Path(__file__).resolve().parent
DOCS, ROOT = SITE.parent, SITE.parent.parent
SOURCE, BUILT = ROOT / "var" / "docs-source", ROOT / "var" / "docs"

# The lists of pages beside each page. `folder/*` stands for all pages of a folder, in the order of their names.
LISTS = {
    "الأدلة": ["ar/readers", "ar/editors"],
    "Use": ["question", "names", "record-format", "haystack"],
    "Run": ["operations", "settings"],
    "Understand": ["architecture", "packages/*", "analysis"],
    "Measure": ["quality", "speed"],
    "Take part": ["contributing", "changelog", "security", "code-of-conduct"],
}
# Files of the repository outside docs/ that are pages of the site too.
OUTSIDE = {
    "README.md": "index.md",
    "CONTRIBUTING.md": "contributing.md",
    "CHANGELOG.md": "changelog.md",
    "SECURITY.md": "security.md",
    "CODE_OF_CONDUCT.md": "code-of-conduct.md",
}
# Of docs/ these are shown; what else lies there makes the pages.
SHOWN = {".md", ".png", ".svg"}

LINK = re.compile(r"(?P<words>!?\[[^\]]*\])\((?P<target>[^)\s#:]+)(?P<anchor>#[^)\s]*)?\)")
# An Arabic page is wrapped in this, so that the repository shows it from right to left too.
WRAPPED = re.compile(r'\A<div dir="rtl" lang="ar">\n(?P<page>.*)</div>\n*\Z', re.DOTALL)
LOADED = re.compile(
    r"""<(?:script|img|iframe|source|video|audio)\b[^>]*\ssrc=["']?(?:https?:)?//[^>]*>"""
    r"""|<link\b(?=[^>]*\brel=["']?(?:stylesheet|[a-z ]*icon|pre|dns-prefetch|modulepreload))"""
    r"""[^>]*\shref=["']?(?:https?:)?//[^>]*>""",
    re.IGNORECASE,
)


def main() -> int:
    """Lay out the pages, have Sphinx build them, turn the Arabic ones. Return 0 if nothing was complained of."""
    for folder in (SOURCE, BUILT):
        shutil.rmtree(folder, ignore_errors=True)
    lay_out()
    strict = ["-q", "-W", "--keep-going"]
    # The checks run without Sphinx too, where its types are not known.
    failed: int = build_main([*strict, "-c", str(SITE), "-d", str(SOURCE / ".doctrees"), str(SOURCE), str(BUILT)])
    if failed:
        return failed
    mirror_styles()
    for page in sorted((BUILT / "ar").glob("*.html")):
        page.write_text(turned(page.read_text(encoding="utf-8")), encoding="utf-8")
    complaints = list(loaded_from_elsewhere())
    print(*complaints or [f"The site: {BUILT / 'index.html'}"], sep="\n")
    return len(complaints) and 1


def lay_out() -> None:
    """Copy all pages and pictures into one folder, as the site has them."""
    shown = [path for path in DOCS.rglob("*") if path.suffix in SHOWN and SITE not in path.parents]
    for path in [*shown, *(ROOT / name for name in OUTSIDE)]:
        name = path.relative_to(ROOT).as_posix()
        place = SOURCE / page_of(name)
        place.parent.mkdir(parents=True, exist_ok=True)
        if path.suffix == ".md":
            place.write_text(as_page(path.read_text(encoding="utf-8"), name), encoding="utf-8")
        else:
            shutil.copy(path, place)
    with (SOURCE / "index.md").open("a", encoding="utf-8") as home:
        home.writelines(lists())


def page_of(name: str) -> str:
    """Return the path in the site of a file of the repository."""
    return OUTSIDE.get(name) or name.removeprefix("docs/")


def lists() -> Iterator[str]:
    """Yield the lists of pages as Sphinx reads them. A folder without pages is left out."""
    for caption, named in LISTS.items():
        pages = [name for name in named if "*" not in name or any(SOURCE.glob(f"{name}.md"))]
        listed = "\n".join(pages)
        yield f"\n```{{toctree}}\n:hidden:\n:glob:\n:caption: {caption}\n\n{listed}\n```\n"


def as_page(text: str, name: str) -> str:
    """Return a page of the repository as a page of the site."""
    wrapped = WRAPPED.match(text)
    return LINK.sub(lambda link: pointed(link, PurePosixPath(name)), wrapped["page"] if wrapped else text)


def pointed(link: re.Match[str], name: PurePosixPath) -> str:
    """Return a link of a page, pointed to where the site has what it names.

    What the repository holds and the site does not, such as code, loses its link and keeps its words. A link to nothing
    stays, for Sphinx to complain of.
    """
    there = os.path.normpath(name.parent / link["target"])
    is_shown = there in OUTSIDE or (there.startswith("docs/") and Path(there).suffix in SHOWN)
    if not is_shown:
        return link["words"][1:-1] if (ROOT / there).exists() else link[0]
    target = os.path.relpath(page_of(there), PurePosixPath(page_of(str(name))).parent)
    return f"{link['words']}({target}{link['anchor'] or ''})"


def mirror_styles() -> None:
    """Write the theme's styles once more, with left and right exchanged: it has none for Arabic."""
    for name in ("furo.css", "furo-extensions.css"):
        styles = BUILT / "_static" / "styles" / name
        mirrored = re.sub(r"\{[^{}]*\}", mirror_rule, styles.read_text(encoding="utf-8"))
        styles.with_stem(f"{styles.stem}-rtl").write_text(mirrored, encoding="utf-8")


def mirror_rule(rule: re.Match[str]) -> str:
    """Return the body of a rule with left and right exchanged, in names, in words and where four sides are listed."""
    other = {"left": "right", "right": "left"}
    body = re.sub(r"\b(left|right)\b(?![\w-]*\()", lambda side: other[side[1]], rule[0])
    return re.sub(r"(?<=[{;])(margin|padding):(\S+) (\S+) (\S+) ([^\s;}]+)(?=[;}])", r"\1:\2 \5 \4 \3", body)


def turned(page: str) -> str:
    """Return an Arabic page that says so, and that takes the mirrored styles."""
    page, count = re.subn(r'(<html [^>]*)lang="en"', r'\1lang="ar" dir="rtl"', page, count=1)
    if not count:
        sys.exit("The theme's <html> has changed: build.py finds no language in it.")
    return re.sub(r"(?<=styles/)(furo(?:-extensions)?)\.css", r"\1-rtl.css", page)


def loaded_from_elsewhere() -> Iterator[str]:
    """Yield what a page would load from another host, and which."""
    for path in BUILT.rglob("*.html"):
        for found in LOADED.finditer(path.read_text(encoding="utf-8")):
            yield f"{path}: loads something from another host: {found[0]}"


if __name__ == "__main__":
    sys.exit(main())
