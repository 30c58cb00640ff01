"""Many who guess a password at the same moment: no more of them are heard than the limits allow."""

from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest

from tests.support.admin_pages import filled_in

GUESSES, AT_ONCE = 60, 20
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
    assert set(answers) == {200, 429}
    assert answers.count(200) < 5
    assert served.shell(FAILURES).strip() == "5"
    assert "Traceback" not in served.said("gunicorn")
