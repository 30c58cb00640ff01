"""Limits for logging in, on top of django-axes; docs/operations.md explains them.

A try is counted before its password is looked at, and taken back if it succeeds. So no more are made than the limits
allow, even at the same moment, and a try beyond them costs no hashing.
"""

import logging
from collections.abc import Iterator
from datetime import datetime, timedelta
from ipaddress import IPv6Address, IPv6Network, ip_address
from math import ceil
from threading import BoundedSemaphore
from typing import Any, NamedTuple

from axes.backends import AxesBackend
from axes.exceptions import AxesBackendPermissionDenied
from axes.handlers.database import AxesDatabaseHandler
from axes.helpers import get_client_username
from axes.models import AccessAttempt, AccessLog
from axes.signals import user_locked_out
from django.conf import settings
from django.contrib import admin
from django.contrib.auth.backends import ModelBackend
from django.db import transaction
from django.db.models import F
from django.db.models.functions import Greatest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from newsarchive.middleware import forwarded_address

logger = logging.getLogger(__name__)

# A name is known at an address from which it logged in during the last days, so many of them.
KNOWN = timedelta(days=90)
# A process hashes so many passwords at once; its other threads are for the pages.
HASHED_AT_ONCE = 2
# What a try waits for that finds them all at work.
BUSY = timedelta(seconds=3)

_places = BoundedSemaphore(HASHED_AT_ONCE)


class Limit(NamedTuple):
    """After `free` failures each further one starts a wait: `first`, then twice as long each time, up to `longest`.

    Failures are forgotten when there was none for the time `kept`.
    """

    free: int
    first: timedelta
    longest: timedelta
    kept: timedelta

    def failures(self, row: AccessAttempt, now: datetime) -> int:
        """Return the failures that still count."""
        return int(row.failures_since_start) if now - row.attempt_time < self.kept else 0

    def wait(self, row: AccessAttempt, now: datetime) -> timedelta:
        """Return how long no try may be made from now on; zero or less if it may."""
        beyond = self.failures(row, now) - self.free
        if beyond < 0:
            return timedelta()
        pause = min(self.first * 2 ** min(beyond, 30), self.longest)
        wait: timedelta = row.attempt_time + pause - now
        return wait


HALF_AN_HOUR = timedelta(minutes=30)
OF_ADDRESS = Limit(10, HALF_AN_HOUR, HALF_AN_HOUR, HALF_AN_HOUR)
OF_NAME = Limit(10, timedelta(minutes=1), timedelta(minutes=16), timedelta(days=1))

# An address from which nothing can come stands for all of them; nobody has the empty name.
ANYWHERE, ANYBODY = "255.255.255.255", ""
UNREADABLE = "0.0.0.0"  # noqa: S104 - no address to listen on


class Count(NamedTuple):
    """What failures are counted by: a name at an address, an address, or a name."""

    name: str
    address: str
    limit: Limit

    @property
    def key(self) -> dict[str, str]:
        """Return the fields of the row of axes that holds the number."""
        return {"username": self.name, "ip_address": self.address, "user_agent": ""}


def counted_address(request: HttpRequest) -> str:
    """Return the address by which failures are counted (AXES_CLIENT_IP_CALLABLE): of IPv6 the network of 64 bits.

    In production it is the one that the proxy forwards. Clients whose address cannot be read are counted as one.
    """
    sent = forwarded_address(request) if settings.PRODUCTION else request.META.get("REMOTE_ADDR", "")
    try:
        address = ip_address(sent)
    except ValueError:
        return UNREADABLE
    if isinstance(address, IPv6Address) and address.ipv4_mapped:
        address = address.ipv4_mapped
    if isinstance(address, IPv6Address):
        address = IPv6Network((int(address), 64), strict=False).network_address
    return str(address)


class LoginLimits(AxesDatabaseHandler):  # type: ignore[misc]
    """Allows, counts and forgives tries (AXES_HANDLER). The counts are rows of axes, so its commands reset them."""

    def is_allowed(self, request: Any, credentials: dict[str, Any] | None = None) -> bool:
        """Count this try and return whether it may be made. A try that may not is not counted."""
        counts = list(self._counts(request, credentials))
        if self._wait(counts) > timedelta():
            return False
        with transaction.atomic():
            # Always in the same order, so that no two tries wait for each other.
            rows = [_row(count, request.axes_path_info) for count in counts]
            now = timezone.now()
            if any(count.limit.wait(row, now) > timedelta() for count, row in zip(counts, rows, strict=True)):
                return False
            for count, row in zip(counts, rows, strict=True):
                row.failures_since_start = count.limit.failures(row, now) + 1
                row.attempt_time = now
                row.save(update_fields=["failures_since_start", "attempt_time"])
        request.login_counts = counts
        return True

    def user_login_failed(self, sender: Any, credentials: dict[str, Any], request: Any = None, **kwargs: Any) -> None:
        """Close the login if the limits are reached. A try that was made was counted when it began."""
        if request is None:
            return
        was_made = hasattr(request, "login_counts")
        if was_made:  # one that was refused shall cost no write and no line of the log
            self.clean_expired_user_attempts()
        wait = max(getattr(request, "login_wait", timedelta()), self._wait(self._counts(request, credentials)))
        if wait <= timedelta():
            return
        request.axes_locked_out, request.axes_credentials, request.login_wait = True, credentials, wait
        if was_made:
            seconds = ceil(wait.total_seconds())
            logger.warning("Too many logins failed: closed for %d s to %s", seconds, request.axes_ip_address)
        name = get_client_username(request, credentials)
        user_locked_out.send("axes", request=request, username=name, ip_address=request.axes_ip_address)

    def user_logged_in(self, sender: Any, request: Any, user: Any, **kwargs: Any) -> None:
        """Note the address as known to the name, and forgive the name its failures."""
        super().user_logged_in(sender, request, user, **kwargs)
        self.reset_logs(age_days=KNOWN.days)
        counted = {count[:2] for count in getattr(request, "login_counts", ())}
        name, address = user.get_username(), request.axes_ip_address
        rows = AccessAttempt.objects.filter(user_agent="")
        with transaction.atomic():
            for row in rows.filter(username=name, ip_address=address).select_for_update():
                if (ANYBODY, address) in counted:
                    less = Greatest(F("failures_since_start") - row.failures_since_start, 0)
                    rows.filter(username=ANYBODY, ip_address=address).update(failures_since_start=less)
                row.delete()
            rows.filter(username=name, ip_address=ANYWHERE).delete()

    def clean_expired_user_attempts(self, request: Any = None, credentials: dict[str, Any] | None = None) -> int:
        """Delete the rows that no limit counts any more, and return their number."""
        return int(AccessAttempt.objects.filter(attempt_time__lt=timezone.now() - OF_NAME.kept).delete()[0])

    def _counts(self, request: Any, credentials: dict[str, Any] | None) -> Iterator[Count]:
        """Yield by what this try is counted: at an address that knows the name, by nothing else.

        So nobody who fails under a name elsewhere, or under other names here, can lock out the one who has it.
        """
        name, address = get_client_username(request, credentials) or ANYBODY, request.axes_ip_address
        pause = timedelta(hours=settings.AXES_COOLOFF_TIME)
        yield Count(name, address, Limit(settings.AXES_FAILURE_LIMIT, pause, pause, pause))
        logins = AccessLog.objects.filter(username=name, ip_address=address)
        if not logins.filter(attempt_time__gte=timezone.now() - KNOWN).exists():
            yield Count(ANYBODY, address, OF_ADDRESS)
            yield Count(name, ANYWHERE, OF_NAME)

    def _wait(self, counts: Any) -> timedelta:
        """Return how long no try may be made that is counted by these; zero if it may."""
        now = timezone.now()
        rows = ((count, AccessAttempt.objects.filter(**count.key).first()) for count in counts)
        return max((count.limit.wait(row, now) for count, row in rows if row), default=timedelta())


class LimitedBackend(AxesBackend):  # type: ignore[misc]
    """Checks names and passwords within the limits, a few at once in each process.

    A try that finds no place is refused at once: waiting, it would hold a thread that serves pages.
    """

    def authenticate(self, request: Any, username: str | None = None, password: str | None = None, **more: Any) -> Any:
        """Return the user of this name and password, or None. Raise PermissionDenied if the try may not be made."""
        if not _places.acquire(blocking=False):
            request.login_wait = BUSY
            raise AxesBackendPermissionDenied("all places are taken")
        try:
            super().authenticate(request, username=username, password=password, **more)
            return ModelBackend.authenticate(self, request, username=username, password=password, **more)
        finally:
            _places.release()


def refused(request: Any, original: HttpResponse | None, credentials: dict[str, Any] | None) -> HttpResponse:
    """Answer 429 with a page that says how long logging in is closed (AXES_LOCKOUT_CALLABLE)."""
    seconds = ceil(request.login_wait.total_seconds())
    context = {**admin.site.each_context(request), "busy": request.login_wait == BUSY, "minutes": -(-seconds // 60)}
    response = render(request, "newsarchive/lockout.html", context, status=429)
    response.headers["Retry-After"] = str(seconds)
    return response


def _row(count: Count, path: str) -> AccessAttempt:
    """Return the row of a count, new or old, and lock it. Call this inside a transaction."""
    blank = {"get_data": "", "post_data": "", "http_accept": "", "path_info": path, "failures_since_start": 0}
    row: AccessAttempt = AccessAttempt.objects.select_for_update().get_or_create(**count.key, defaults=blank)[0]
    return row
