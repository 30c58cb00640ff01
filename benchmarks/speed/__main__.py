"""Run the stages of a run that have no figures yet, each in its own process, and write the page.

    python -m benchmarks.speed [--scale N] [--archive FILE] [--work FOLDER] [--stages NAMES] [--page FILE] [--keep]

FILE is a file that the importers read, by default the ANT corpus. N grows it to so many articles
(benchmarks/scaled.py); without it the archive is used as it is. Finished stages are not run again. NAMES selects
stages, separated by commas; a name also selects all stages that begin with it and a hyphen. The page combines the
figures of all runs next to this one. The data of a run are removed after all its stages, unless --keep is given.
POSTGRES_URL and OPENSEARCH_URL name the servers to measure.
"""

import argparse
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from benchmarks.archive import ANT, ROOT
from benchmarks.speed import database, page, stages
from benchmarks.speed.run import Run

LONGEST = 3 * 3600
"""Seconds after which a stage is ended."""


def main() -> None:
    options = arguments()
    if not options.archive.exists():
        sys.exit(f"There is no {options.archive}: ARCHIVE= names a file that the importers read.")
    folder = options.work or ROOT / "var" / "benchmark" / str(options.scale or options.archive.name.partition(".")[0])
    folder.mkdir(parents=True, exist_ok=True)
    run = Run(folder.resolve(), options.archive.resolve(), options.scale, options.questions)
    if options.perform:
        perform(run, options.perform)
        return
    failed = []
    for name in wanted(options.stages):
        if not done(run, name):
            failed.append(name)
            if name in stages.NEEDED:
                break
    page.write(folder.parent, options.page)
    if not options.keep and all(run.figures_of(name) or stages.missing(run, name) for name in stages.names()):
        subprocess.run([*command(), "--perform", "remove"], env=stages.environment(run, "texts"), check=True)
    if failed:
        sys.exit(f"Not measured: {', '.join(failed)}")


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--scale", type=int, default=0)
    parser.add_argument("--archive", type=Path, default=ANT)
    parser.add_argument("--work", type=Path)
    parser.add_argument("--stages", default="")
    parser.add_argument("--questions", type=int, default=200)
    parser.add_argument("--page", type=Path, default=ROOT / "docs" / "speed.md")
    parser.add_argument("--keep", action="store_true")
    parser.add_argument("--perform", help=argparse.SUPPRESS)
    return parser.parse_args()


def wanted(chosen: str) -> list[str]:
    """Return the selected stages, or all if none was selected. Exit for an unknown name."""
    listed = [name for name in chosen.split(",") if name]
    for name in listed:
        if not any(stage == name or stage.startswith(f"{name}-") for stage in stages.names()):
            sys.exit(f"There is no stage {name}; there are {', '.join(stages.names())}")
    return [
        stage
        for stage in stages.names()
        if not listed or any(stage == name or stage.startswith(f"{name}-") for name in listed)
    ]


def done(run: Run, stage: str) -> bool:
    """Run a stage unless it is finished or cannot be run. Return False if it failed."""
    if run.figures_of(stage):
        return True
    if reason := stages.missing(run, stage):
        print(f"{stage}: left out, {reason}", flush=True)
        return True
    print(f"{stage} …", end=" ", flush=True)
    start = time.monotonic()
    process = subprocess.Popen(
        [*command(), "--perform", stage], env=stages.environment(run, stage), start_new_session=True
    )
    try:
        code = process.wait(LONGEST)
    except BaseException:
        os.killpg(process.pid, signal.SIGTERM)
        raise
    print(f"{time.monotonic() - start:.0f} s" if not code else f"failed ({code})", flush=True)
    return not code


def command() -> list[str]:
    """Return the command line of this program with its options."""
    return [sys.executable, "-m", "benchmarks.speed", *sys.argv[1:]]


def perform(run: Run, stage: str) -> None:
    """Run one stage in this process, which already has the environment of the stage."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("ended"))  # end the child processes too
    if run.postgres:
        database.make(run)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsarchive.settings")
    import django

    django.setup()
    try:
        stages.remove(run) if stage == "remove" else stages.perform(run, stage)
    except subprocess.CalledProcessError as error:  # from one of the archive's commands, with its output
        sys.exit(f"{error}\n{error.stdout}")


if __name__ == "__main__":
    main()
