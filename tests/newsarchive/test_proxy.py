"""The reverse proxy's file, tried with nginx in front of a small server: who asks too much is told so, in time."""

import re
import shutil
import subprocess
import threading
from collections import Counter
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import httpx
import pytest

from tests.support.faulty_archive import until
from tests.support.ports import free_address
from tests.support.services import missing

FILE = Path(__file__).resolve().parents[2] / "deploy" / "nginx.conf"
CLIENT, OTHER = "203.0.113.7", "203.0.113.8"
GUESSES, QUESTIONS = 11, 101
"""How many come through at once: what has saved up, and one."""


class Echo(BaseHTTPRequestHandler):
    """Answers everything with 200 and the address that the proxy forwards."""

    def do_GET(self):
        body = self.headers.get("X-Forwarded-For", "").encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_POST(self):
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.do_GET()

    def log_message(self, *arguments):
        pass


def here(text: str, folder: Path, behind: str, address: str) -> str:
    """The proxy's configuration without TLS, on this machine, with the client's address in a header."""
    text = re.sub(r"^ *(ssl_.*|include .*|listen 8080.*)\n", "", text, flags=re.MULTILINE)
    changes = {
        "/tmp/": f"{folder}/",
        "server web:8000;": f"server {behind};",
        "listen 8443 ssl http2 default_server;": f"listen {address};",
        "/dev/stdout": str(folder / "access.log"),
        "map $remote_addr $client": "map $http_x_client $client",
        "default $remote_addr;": "default $http_x_client;",
    }
    for old, new in changes.items():
        assert old in text, old
        text = text.replace(old, new)
    without_redirect = re.sub(r"    server \{\s+location = /health/live.*?\n    \}\n", "", text, flags=re.DOTALL)
    shown = (
        "location = /client { default_type text/plain; return 200 $client; }\n        location / {\n            proxy"
    )
    return without_redirect.replace("location / {\n            proxy", shown)


@pytest.fixture(scope="module")
def proxy(tmp_path_factory):
    """A client of the running proxy."""
    if not shutil.which("nginx"):
        missing("nginx is not installed")
    folder, address = tmp_path_factory.mktemp("proxy"), free_address()
    server = ThreadingHTTPServer(("127.0.0.1", 0), Echo)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    (folder / "nginx.conf").write_text(here(FILE.read_text(), folder, f"127.0.0.1:{server.server_port}", address))
    command = ["nginx", "-e", "stderr", "-c", str(folder / "nginx.conf"), "-p", str(folder), "-g", "daemon off;"]
    running = subprocess.Popen(command, stderr=subprocess.PIPE)
    with httpx.Client(base_url=f"http://{address}", timeout=10) as client:

        def answers():
            assert running.poll() is None, running.stderr.read().decode()
            try:
                return client.get("/client").status_code == 200
            except httpx.TransportError:
                return False

        until(answers, "nginx does not answer")
        yield client
    running.terminate()
    running.wait(timeout=20)
    server.shutdown()


@contextmanager
def asking(proxy, address):
    """Ask as the client of an address."""
    proxy.headers["X-Client"] = address
    try:
        yield proxy
    finally:
        del proxy.headers["X-Client"]


def asked(proxy, address, path, times, method="GET"):
    with asking(proxy, address) as client:
        return Counter(client.request(method, path).status_code for _ in range(times))


@pytest.mark.parametrize("path", ["/login/", "/admin/login/?next=/admin/"])
def test_guesses_are_limited(proxy, path):
    address = f"{CLIENT} {path}"
    answers = asked(proxy, address, path, 3 * GUESSES, "POST")
    assert answers[200] >= GUESSES
    assert answers[429] > 0
    assert asked(proxy, address, path, 1) == {200: 1}, "the form itself is shown"
    assert asked(proxy, OTHER, path, 1, "POST") == {200: 1}


@pytest.mark.parametrize("path", ["/search/?q=%D9%87", "/articles/0123456789/x/?q=a", "/search/suggest/?%71=a", "/?x"])
def test_questions_are_limited(proxy, path):
    answers = asked(proxy, f"{CLIENT} {path}", path, 5 * QUESTIONS)
    assert answers[200] >= QUESTIONS
    assert answers[429] > 0
    assert set(answers) == {200, 429}


@pytest.mark.parametrize("path", ["/health/live", "/health/live?x=1", "/", "/static/archive.0123.css", "/admin/"])
def test_health_and_plain_pages_are_not(proxy, path):
    assert asked(proxy, CLIENT, path, 5 * QUESTIONS) == {200: 5 * QUESTIONS}


def test_who_asked_too_much_is_told_so(proxy):
    with asking(proxy, "asker") as client:
        answer = next(answer for _ in range(3 * GUESSES) if (answer := client.post("/login/")).status_code == 429)
    assert (answer.headers["Retry-After"], answer.headers["Cache-Control"]) == ("5", "no-store")
    assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
    assert answer.text.index("أعد المحاولة") < answer.text.index("Try again")


@pytest.mark.parametrize(
    ("address", "client"),
    [
        ("203.0.113.7", "203.0.113.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2"),
        ("2001:db8:1:2::6", "2001:db8:1:2"),
        ("2001:db8:1::6", "2001:db8:1::"),
        ("2001:db8::1", "2001:db8::"),
        ("::1", "::"),
    ],
)
def test_neighbours_of_ipv6_are_one_client(proxy, address, client):
    with asking(proxy, address) as asker:
        assert asker.get("/client").text == client


def test_the_archive_is_told_the_address_that_the_proxy_saw(proxy):
    assert proxy.get("/", headers={"X-Forwarded-For": "10.9.9.9"}).text == "127.0.0.1"


@pytest.mark.parametrize("path", ["/metrics", "/health/ready"])
def test_what_is_for_the_internal_network_is_not_shown(proxy, path):
    assert proxy.get(path).status_code == 404
