"""The range of a fine, read from the words of the statute.

`1万元以上10万元以下`, `违法所得3倍以上5倍以下`, `每人5000元以上1万元以下`,
`工程合同价款2%以上4%以下`, `违法所得1倍以上5倍以下，最高不超过3万元`. What is read is kept as
numbers, so that ranges can be compared, searched and exported; what is written back is the
statute's own form.
"""

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

UNSPECIFIED = "法条未规定数额"
"""What a record says when the statute names a fine and leaves its sum to other rules."""

_NUM = r"[0-9]+(?:\.[0-9]+)?"
_MONEY = rf"{_NUM}(?:亿|万)?元"
_RATIO = rf"(?:{_NUM}(?:倍|%|‰)|等值)"
_PER = r"每[^0-9，；;以]{1,16}"
_CAP = rf"，(?:(?:个人|单位)?(?:总额|最高)不超过{_MONEY}、?)+"
_BASE = r"[^0-9，；;]*?[^0-9，；;每以]"

FINE_PATTERN = (
    rf"(?:{UNSPECIFIED}"
    rf"|(?:{_PER})?(?:{_MONEY}以上{_MONEY}以下|{_MONEY}至{_MONEY}|{_MONEY}以下|{_MONEY})(?:{_CAP})?"
    rf"|{_BASE}(?:{_RATIO}以上{_RATIO}以下|{_RATIO}至{_RATIO}|{_RATIO}以下|{_RATIO}|等额)(?:{_CAP})?)"
)
_FINE = re.compile(FINE_PATTERN)
_AMOUNT = re.compile(
    rf"({_PER})?(?:({_MONEY})(?:以上|至)({_MONEY})(?:以下)?|({_MONEY})以下|({_MONEY}))({_CAP})?"
)
_MULTIPLE = re.compile(
    rf"({_BASE})(?:({_RATIO})(?:以上|至)({_RATIO})(?:以下)?|({_RATIO})以下|({_RATIO}|等额))({_CAP})?"
)
_SCALE = {"亿": Decimal(100_000_000), "万": Decimal(10_000)}
_CAP_SUM = re.compile(_MONEY)


@dataclass(frozen=True, slots=True)
class Fine:
    """One range of a fine.

    Attributes:
        text: The words of the record.
        low: Lower end in yuan, or as a multiple of `base`; None when the statute sets none.
        high: Upper end likewise; None only when nothing is specified.
        base: What is multiplied (违法所得, 货值金额 …); empty for a sum of money.
        per: The unit a sum is counted by (每人, 每平方米 …); empty otherwise.
        cap: Ceiling in yuan set beside a multiple; the highest if there are several.
    """

    text: str
    low: Decimal | None = None
    high: Decimal | None = None
    base: str = ""
    per: str = ""
    cap: Decimal | None = None

    def __str__(self) -> str:
        return self.text

    @property
    def is_specified(self) -> bool:
        """Whether the statute names a sum or a multiple at all."""
        return self.high is not None


def yuan(text: str) -> Decimal:
    """Read 5000元, 1.5万元 or 1亿元 as yuan."""
    number = text.removesuffix("元")
    scale = _SCALE.get(number[-1], Decimal(1))
    return Decimal(number.rstrip("亿万")) * scale


def _ratio(text: str) -> Decimal:
    if text in {"等值", "等额"}:
        return Decimal(1)
    number = Decimal(text.rstrip("倍%‰"))
    return number * {"倍": Decimal(1), "%": Decimal("0.01"), "‰": Decimal("0.001")}[text[-1]]


@lru_cache(maxsize=4096)
def parse_fine(text: str) -> Fine | None:
    """Read one range; None when the words follow none of the forms above."""
    if text == UNSPECIFIED:
        return Fine(text)
    if not _FINE.fullmatch(text):
        return None
    if match := _AMOUNT.fullmatch(text):
        per, low, high, below, exact, cap = match.groups()
        top = yuan(high or below or exact)
        bottom = yuan(low) if low else (yuan(exact) if exact else None)
        return Fine(text, bottom, top, per=per or "", cap=_cap(cap))
    if match := _MULTIPLE.fullmatch(text):
        base, low, high, below, exact, cap = match.groups()
        top = _ratio(high or below or exact)
        bottom = _ratio(low) if low else (_ratio(exact) if exact else None)
        return Fine(text, bottom, top, base=base, cap=_cap(cap))
    return None


def _cap(text: str | None) -> Decimal | None:
    return max(yuan(found) for found in _CAP_SUM.findall(text)) if text else None
