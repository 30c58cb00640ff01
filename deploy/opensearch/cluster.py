"""Run a cluster of three OpenSearch nodes on this machine: `cluster.py start FOLDER`, `stop FOLDER`.

It is for tests and trials. The nodes are three processes bound to 127.0.0.1 (HTTP from port 9201, transport from 9301),
so that one of them can be killed. FOLDER holds the jars, which Maven downloads, the nodes' data and logs, and their
process ids.
"""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

HERE = Path(__file__).resolve().parent
HTTP, TRANSPORT = (9201, 9202, 9203), (9301, 9302, 9303)
HEAP = ("-Xms512m", "-Xmx512m")
OLDEST_JAVA = 21
GREEN_WITHIN, STOPPED_WITHIN = 180, 30
"""Seconds."""


def java_version(home: Path) -> int:
    """Return the version of the JDK in a folder, 0 if there is none."""
    release = home / "release"
    found = re.search(r'JAVA_VERSION="(\d+)', release.read_text()) if release.exists() else None
    return int(found[1]) if found and (home / "bin" / "javac").exists() else 0


def find_jdk() -> Path:
    """Return a JDK that is new enough. Exit if there is none."""
    on_path = shutil.which("javac")
    named = [Path(os.environ["JAVA_HOME"])] if os.environ.get("JAVA_HOME") else []
    homes = [
        *named,
        *([Path(on_path).resolve().parents[1]] if on_path else []),
        *sorted(Path("/usr/lib/jvm").glob("*")),
    ]
    for home in homes:
        if java_version(home) >= OLDEST_JAVA:
            return home
    seen = ", ".join(f"{home} ({java_version(home)})" for home in homes if java_version(home)) or "none at all"
    sys.exit(
        f"OpenSearch needs a whole JDK of {OLDEST_JAVA} or newer; found: {seen}. Install one, or name it in JAVA_HOME."
    )


def fetch_jars(folder: Path, jdk: Path) -> Path:
    """Return the folder of the jars. Maven downloads them if pom.xml is newer than they are."""
    jars, done = folder / "lib", folder / "lib" / "fetched"
    if done.exists() and done.stat().st_mtime >= (HERE / "pom.xml").stat().st_mtime:
        return jars
    maven = shutil.which("mvn") or sys.exit("Maven (mvn) fetches OpenSearch and is not installed: apt install maven")
    shutil.rmtree(jars, ignore_errors=True)
    copy = ["dependency:copy-dependencies", "-DincludeScope=runtime", f"-DoutputDirectory={jars}"]
    environment = {**os.environ, "JAVA_HOME": str(jdk)}
    subprocess.run([maven, "-q", "-B", "-f", str(HERE / "pom.xml"), *copy], check=True, env=environment)
    done.touch()
    return jars


def start_node(folder: Path, number: int, jdk: Path, jars: Path) -> int:
    """Start one node and return its process id."""
    home = folder / f"node-{number + 1}"
    config = home / "node_1" / "config"
    config.mkdir(parents=True, exist_ok=True)
    peers = [f"127.0.0.1:{port}" for port in TRANSPORT]
    settings = {
        "network.host": "127.0.0.1",
        "transport.port": TRANSPORT[number],
        "discovery.seed_hosts": peers,
        "cluster.initial_cluster_manager_nodes": peers,
    }
    (config / "opensearch.yml").write_text("".join(f"{key}: {json.dumps(value)}\n" for key, value in settings.items()))
    java = [str(jdk / "bin" / "java"), *HEAP, "-cp", f"{jars}/*", "org.codelibs.opensearch.runner.OpenSearchRunner"]
    node = [
        "-basePath",
        str(home),
        "-numOfNode",
        "1",
        "-clusterName",
        "archive",
        "-baseHttpPort",
        str(HTTP[number] - 1),
    ]
    with (home / "log").open("w") as log:
        return subprocess.Popen([*java, *node], stdout=log, stderr=log, start_new_session=True).pid


def health() -> dict[str, object]:
    """Return the cluster's health, {} while it does not answer."""
    try:
        with urlopen(f"http://127.0.0.1:{HTTP[0]}/_cluster/health", timeout=5) as answer:
            return dict(json.load(answer))
    except (URLError, OSError, ValueError):
        return {}


def is_green(said: dict[str, object]) -> bool:
    return said.get("status") == "green" and said.get("number_of_nodes") == len(HTTP)


def start(folder: Path) -> None:
    """Start the cluster unless it is running, wait until it is green, and print its address."""
    if not is_green(health()):
        jdk = find_jdk()
        jars = fetch_jars(folder, jdk)
        pids = [start_node(folder, number, jdk, jars) for number in range(len(HTTP))]
        (folder / "pids").write_text("".join(f"{pid}\n" for pid in pids))
        wait_until_green(folder, pids)
    hosts = ",".join(f"127.0.0.1:{port}" for port in HTTP)
    print(f"The cluster is green: processes {' '.join((folder / 'pids').read_text().split())}")
    print(f"SEARCH_URL=opensearch://{hosts}/archive")
    print(f"OPENSEARCH_URL=opensearch://{hosts}")


def wait_until_green(folder: Path, pids: list[int]) -> None:
    """Wait until all nodes have joined and the cluster is green. If that fails, stop them and exit."""
    end = time.monotonic() + GREEN_WITHIN
    while not is_green(health()):
        ended = [number for number, pid in enumerate(pids, 1) if not runs(pid)]
        if ended or time.monotonic() > end:
            stop(folder)
            last = "\n".join(f"node {n}: {line}" for n in ended or (1,) for line in last_lines(folder, n))
            sys.exit(f"The cluster did not come up; its nodes say why in {folder}/node-*/log:\n{last}")
        time.sleep(0.5)


def last_lines(folder: Path, number: int) -> list[str]:
    """Return the last lines of a node's log."""
    return (folder / f"node-{number}" / "log").read_text(errors="replace").splitlines()[-8:]


def runs(pid: int) -> bool:
    """Return whether the process is a node that is still running."""
    with suppress(ChildProcessError):
        os.waitpid(pid, os.WNOHANG)
    process = Path(f"/proc/{pid}")
    try:
        command = (process / "cmdline").read_bytes()
        state = (process / "stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    # A program that is just starting has no command line yet, and a zombie has none any more.
    return state != "Z" and (not command or b"OpenSearchRunner" in command)


def stop(folder: Path) -> None:
    """Stop the nodes that were started, and wait until they have ended."""
    kept = folder / "pids"
    pids = [int(pid) for pid in kept.read_text().split()] if kept.exists() else []
    for pid in filter(runs, pids):
        os.kill(pid, signal.SIGTERM)
    end = time.monotonic() + STOPPED_WITHIN
    while any(runs(pid) for pid in pids) and time.monotonic() < end:
        time.sleep(0.2)
    for pid in filter(runs, pids):
        os.kill(pid, signal.SIGKILL)
    kept.unlink(missing_ok=True)


if __name__ == "__main__":
    if len(sys.argv) != 3 or sys.argv[1] not in ("start", "stop"):
        sys.exit(__doc__)
    home = Path(sys.argv[2]).resolve()
    home.mkdir(parents=True, exist_ok=True)
    {"start": start, "stop": stop}[sys.argv[1]](home)
