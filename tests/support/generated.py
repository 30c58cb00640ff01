"""Questions generated from the words that stand in the archive."""

import random
import re

from articles.models import Agency, Article, Person, Place, Section, Source, Subject

RECORDS = {"مصدر": Source, "وكالة": Agency, "قسم": Section, "مكان": Place, "شخص": Person, "موضوع": Subject}
LETTERS = re.compile("[\u0621-\u064a]{2,}")


class Questions:
    """Questions in the whole language, of words that stand in the archive."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        texts = (
            f"{headline}\n{body}" for headline, body in Article.objects.order_by("pk").values_list("headline", "body")
        )
        self.runs = [words for text in texts for line in text.split("\n") if len(words := LETTERS.findall(line)) > 5]
        self.names = [
            (field, name) for field, kind in RECORDS.items() for name in kind.objects.values_list("name", flat=True)
        ]

    def words(self, count: int) -> list[str]:
        """Words side by side in some article, but for what stands between them that is no word."""
        run = self.chance.choice(self.runs)
        start = self.chance.randrange(len(run) - count)
        return run[start : start + count]

    def leaf(self) -> str:
        one, two, three = self.words(1)[0], " ".join(self.words(2)), " ".join(self.words(3))
        near = self.words(4)
        day = f"{self.chance.randint(2015, 2020)}-{self.chance.randint(1, 12):02}"
        field, name = self.chance.choice(self.names)
        ways = [one, two, three, f'"{two}"', f'"{three}"', f'~"{two}"', f"={one}", f'="{two}"', f"جذر:{one}"]
        ways += [f"{near[0]} قرب/{self.chance.randint(1, 9)} {near[3]}", f'"{near[0]} {near[1]}" NEAR/5 {near[3]}']
        ways += [f"اشتقاق:{one}", f"{one[:4]}*", f"عنوان:{one}", f'عنوان:"{two}"', f"من:{day}", f"إلى:{day}"]
        return self.chance.choice([*ways, f'{field}:"{name}"'])

    def question(self) -> str:
        one, other = self.leaf(), self.leaf()
        ways = [
            one,
            one,
            f"{one} {other}",
            f"{one} أو {other}",
            f"{one} -{other}",
            f"({one} أو {other}) -{self.leaf()}",
        ]
        return self.chance.choice([*ways, f"-{one}", f"({one}) ({other})"])
