"""Invented parts of a grown archive that recombined sentences do not give: names of records, and new word forms."""

import math
import random
import re
from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from babel import Locale

# Names and parts of names. A further line with the same kind continues it.
_TABLE = """
given: محمد أحمد علي حسن حسين محمود خالد عمر يوسف إبراهيم سعيد عادل سامي كريم طارق ماجد وليد ناصر فؤاد جمال رشيد منير
given: هشام زياد بسام فاطمة مريم ليلى سعاد هدى نادية سلمى رانيا عائشة زينب منى دلال أمينة سميرة وفاء
family: الخطيب الحداد النجار الصباغ العطار المصري الشامي العراقي التونسي المغربي الحلبي الدمشقي البغدادي الزهراني
family: القحطاني العتيبي الشمري الجبوري التكريتي الموسوي الحسيني الطرابلسي القاسمي المنصوري السويدي الكعبي الرياحي
family: الماجري الورفلي السنوسي البكري العمري الأنصاري الهاشمي التميمي الدوسري الغامدي الراشد السالم العلي منصور
family: درويش شاهين حمدان قاسم سليمان عثمان صالح غانم بركات
outlet: الأفق المنارة الضفة الشراع النبراس الصدى الرواق المدار الميناء القلم السارية الوادي
body: وزارة حزب نقابة جامعة منظمة هيئة اتحاد بلدية مجلس مؤسسة شركة بنك
field: الصحة التعليم النقل الطاقة المياه الزراعة الصناعة التجارة السياحة الثقافة الرياضة الإعلام العدل الداخلية
field: الخارجية المالية البيئة الإسكان العمل الاتصالات الشباب المرأة الطيران الموانئ الآثار
section: سياسة اقتصاد رياضة ثقافة مجتمع عالم محليات علوم_وتقنية صحة رأي منوعات تحقيقات
agency: رويترز فرانس_برس أسوشيتد_برس الأناضول شينخوا وكالة_الأنباء_الألمانية سبوتنيك إفي
"""
_LISTS: dict[str, list[str]] = {}
for _line in _TABLE.split("\n")[1:-1]:
    _kind, _, _words = _line.partition(": ")
    _LISTS.setdefault(_kind, []).extend(word.replace("_", " ") for word in _words.split())
_ARABIC = Locale("ar")
_COUNTRIES = sorted({name for code, name in _ARABIC.territories.items() if code.isalpha()})
_CITIES = sorted({zone["city"] for zone in _ARABIC.time_zones.values() if "city" in zone})

_GIVEN, _FAMILY, _BODIES, _FIELDS = (_LISTS[kind] for kind in ("given", "family", "body", "field"))

SOURCES = [f"{kind} {name}" for name in _LISTS["outlet"] for kind in ("صحيفة", "موقع", "قناة", "إذاعة")]
AGENCIES, SECTIONS = _LISTS["agency"], _LISTS["section"]
PLACES = [*_COUNTRIES, *_CITIES]
ORGANISATIONS = [f"{body} {field} في {place}" for place in PLACES for field in _FIELDS[:5] for body in _BODIES[:2]] + [
    f"{body} {field}" for body in _BODIES for field in _FIELDS
]
SUBJECTS = [*_FIELDS, *(f"العلاقات مع {country}" for country in _COUNTRIES), *(f"أزمة {field}" for field in _FIELDS)]
PEOPLE = [f"{given} {father} {family}" for given in _GIVEN for father in _GIVEN[:24] for family in _FAMILY]

_LETTERS = re.compile("[\u0621-\u064a]{5,8}")

FIRST, DAYS = datetime(2001, 1, 1), 9_131
"""The archive covers the first day of 2001 to the last day of 2025."""


class Names:
    """Names of one kind, drawn by Zipf's law: the r-th commonest is drawn 1/r times as often as the commonest."""

    def __init__(self, names: Sequence[str], seed: int) -> None:
        self._names = random.Random(seed).sample(names, len(names))
        self._reach = math.log(len(names) + 1)

    def one(self, chance: random.Random) -> str:
        """Return one name."""
        return self._names[int(math.exp(chance.random() * self._reach)) - 1]

    def some(self, chance: random.Random, most: int) -> list[str]:
        """Return at most `most` different names, perhaps none."""
        return list(dict.fromkeys([self.one(chance) for _ in range(int(chance.random() * (most + 1)))]))


def moment(chance: random.Random) -> datetime:
    """Return a random time of publication. Later days are more frequent, as newspapers grew."""
    return FIRST + timedelta(minutes=int(DAYS * 1440 * math.sqrt(chance.random())))


class RareForms:
    """New forms, each once: the first three letters of a real form and the end of another one.

    The number of a form determines the form, so none need be stored. No new form is a real one.
    """

    def __init__(self, forms: Collection[str], seed: int) -> None:
        self._real = frozenset(forms)
        chance = random.Random(seed)
        words = [form for form in self._real if _LETTERS.fullmatch(form)]
        self._heads = sorted({word[:3] for word in words})
        self._tails = sorted({word[3:] for word in words})
        while math.gcd(len(self._heads) + 1, len(self._tails)) != 1:
            self._tails.pop()
        chance.shuffle(self._heads)
        chance.shuffle(self._tails)
        self._number = 0

    def new(self) -> str:
        """Return the next form."""
        while (form := self._form()) in self._real:
            pass
        return form

    def _form(self) -> str:
        # With the greatest common divisor 1, each head and tail are combined only once.
        number, self._number = self._number, self._number + 1
        return (
            self._heads[number % len(self._heads)]
            + self._tails[(number // len(self._heads) + number) % len(self._tails)]
        )
