"""An editor who presses the button six times, and whose browser sends the form each time."""

from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest

from tests.support.admin_pages import ADD, LIST, filled_in

PRESSED = 6
EDITOR = """
from django.contrib.auth.models import User
User.objects.create_superuser("hurried", password="a long enough password")
"""
MADE = "from articles.models import Article; print(*Article.objects.values_list('pk', 'headline'))"


@pytest.mark.slow(15)
def test_makes_one_article(served):
    served.shell(EDITOR)
    address = f"http://{served.address}"
    with httpx.Client(base_url=address, headers={"Referer": address}, timeout=60) as editor:
        page = editor.get("/admin/login/").content
        sent = filled_in(page, username="hurried", password="a long enough password")
        assert editor.post("/admin/login/", data=sent).status_code == 302
        sent = filled_in(editor.get(ADD).content, headline="خبر", body="نبأ " * 20_000)
        with ThreadPoolExecutor(PRESSED) as pool:
            pressed = [pool.submit(editor.post, ADD, data={**sent, "_continue": "1"}) for _ in range(PRESSED)]
        answers = {(done.result().status_code, done.result().headers.get("Location")) for done in pressed}
        made = served.shell(MADE)
    assert made.count("خبر") == 1, made
    assert answers == {(302, f"{LIST}{made.strip(' (').partition(',')[0]}/change/")}
