"""A PostgreSQL and an OpenSearch cluster of one's own, to be stopped, killed and started."""

import os
import shutil
import signal
import subprocess
import tempfile
from dataclasses import dataclass
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

from django.conf import settings

from tests.support.ports import free_address, free_ports
from tests.support.services import missing


@dataclass
class Postgres:
    """A server in a folder of its own, run by the user postgres where we are root, since it refuses to be."""

    folder: Path
    binaries: Path
    address: str

    @classmethod
    def made(cls) -> "Postgres":
        found = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name))
        on_path = shutil.which("initdb")
        if not (found or on_path):
            missing("PostgreSQL's server is not installed")
        binaries = found[-1] if found else Path(on_path or "").parent
        server = cls(Path(tempfile.mkdtemp(prefix="faults-postgres-")), binaries, free_address())
        if os.getuid() == 0:
            shutil.chown(server.folder, "postgres")
        server._run(
            "initdb",
            "--no-sync",
            "-A",
            "trust",
            "-U",
            "archive",
            "-E",
            "UTF8",
            "--locale",
            "C.UTF-8",
            "-D",
            server.data,
        )
        server.start()
        host, port = server.address.split(":")
        server._run("createdb", "-h", host, "-p", port, "-U", "archive", "archive")
        return server

    @property
    def data(self) -> str:
        return str(self.folder / "data")

    @property
    def url(self) -> str:
        return f"postgres://archive@{self.address}/archive"

    def start(self) -> None:
        port = self.address.partition(":")[2]
        # A server that is killed loses nothing that it has written; only a machine that stops would.
        options = f"-p {port} -c fsync=off -c listen_addresses=127.0.0.1 -c unix_socket_directories={self.folder}"
        self._run("pg_ctl", "-D", self.data, "-w", "-o", options, "-l", str(self.folder / "log"), "start")

    def stop(self, mode: str) -> None:
        self._run("pg_ctl", "-D", self.data, "-w", "-m", mode, "stop")

    def remove(self) -> None:
        self.stop("immediate")
        shutil.rmtree(self.folder)

    def _run(self, program: str, *arguments: str) -> None:
        subprocess.run(
            [str(self.binaries / program), *arguments],
            check=True,
            timeout=120,
            cwd=self.folder,
            stdout=subprocess.DEVNULL,
            user="postgres" if os.getuid() == 0 else None,
        )


class Cluster:
    """A cluster of three OpenSearch nodes of one's own, with the jars that `make opensearch` fetched."""

    def __init__(self, folder: Path) -> None:
        spec = spec_from_file_location("cluster", settings.BASE_DIR / "deploy" / "opensearch" / "cluster.py")
        assert spec and spec.loader
        self.script = module_from_spec(spec)
        spec.loader.exec_module(self.script)
        # The runner refuses HTTP ports from 9300 on.
        self.script.HTTP, self.script.TRANSPORT = free_ports(9211, 9300)[:3], free_ports(9311, 9400)[:3]
        self.folder, self.pids = folder, [0, 0, 0]
        self.jars = settings.BASE_DIR / "var" / "opensearch" / "lib"
        if not (self.jars / "fetched").exists():
            missing("OpenSearch is not here: `make opensearch` fetches it")

    @property
    def url(self) -> str:
        return "opensearch://" + ",".join(f"127.0.0.1:{port}" for port in self.script.HTTP)

    def start(self, *numbers: int) -> None:
        """Start these nodes and wait until the cluster is whole and green."""
        for number in numbers:
            self.pids[number] = self.script.start_node(self.folder, number, self.script.find_jdk(), self.jars)
        self.script.wait_until_green(self.folder, self.pids)

    def kill(self, *numbers: int) -> None:
        for number in numbers:
            if self.pids[number] and self.script.runs(self.pids[number]):
                os.kill(self.pids[number], signal.SIGKILL)
