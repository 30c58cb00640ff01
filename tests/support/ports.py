"""Ports for the servers that tests start."""

import socket
from contextlib import suppress


def free_address() -> str:
    """An address on this machine that nobody listens at."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return f"127.0.0.1:{probe.getsockname()[1]}"


def free_ports(start: int, end: int) -> list[int]:
    """The ports from `start` to before `end` that nobody listens at."""
    found = []
    for port in range(start, end):
        with socket.socket() as probe, suppress(OSError):
            probe.bind(("127.0.0.1", port))
            found.append(port)
    return found
