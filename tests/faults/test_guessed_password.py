"""Many who guess a password at the same moment: no more of them are heard than the limits allow."""

from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest

from tests.support.admin_pages import filled_in

GUESSES, AT_ONCE, LIMIT = 60, 20, 5
FAILURES = """
from axes.models import AccessAttempt
print(AccessAttempt.objects.get(username="editor", ip_address="127.0.0.1").failures_since_start)
"""


@pytest.mark.slow(15)
def test_five_are_tried(served):
    address = f"http://{served.address}"
    with httpx.Client(base_url=address, headers={"Referer": address}, timeout=60) as client:
        sent = filled_in(client.get("/login/").content, username="editor")
        with ThreadPoolExecutor(AT_ONCE) as pool:
            guesses = [pool.submit(client.post, "/login/", data={**sent, "password": f"{n}"}) for n in range(GUESSES)]
            assert client.get("/health/live").status_code == 200
        answers = [guess.result().status_code for guess in guesses]
        heard = int(served.shell(FAILURES))
        after = [client.post("/login/", data={**sent, "password": f"{n}"}).status_code for n in range(5)]
    assert 429 in answers
    assert set(answers) <= {200, 429}
    assert 0 < heard <= LIMIT  # those that found no place where passwords are hashed are not counted
    assert after.count(200) == max(0, LIMIT - 1 - heard)
    assert int(served.shell(FAILURES)) == LIMIT
    assert "Traceback" not in served.said("gunicorn")
