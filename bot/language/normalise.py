"""One form for the many ways of writing the same words.

Full-width letters and digits, traditional characters, control characters, emoji, punctuation and
drawn-out repetitions are folded, so that 喂喂喂喂！！ and 餵餵 look alike to everything above.
"""

import re
import unicodedata
from functools import lru_cache

import opencc

_DROPPED = {"Cc", "Cf", "Cs", "Co", "Cn", "So", "Sk", "Mn"}
_REPEATED = re.compile(r"(.)\1{2,}")
_SPACES = re.compile(r"\s+")
_HAN = re.compile(r"[\u3400-\u9fff]")

#: Signs that are answers: they are read as the words they stand for.
_SIGNS = str.maketrans({"👍": "有用", "👎": "没用", "👌": "好的", "🙏": "谢谢"})

#: The longest text that is looked at, in characters; what follows is ignored.
LIMIT = 2000


@lru_cache(maxsize=1)
def _converter() -> opencc.OpenCC:
    return opencc.OpenCC("t2s")


def simplified(text: str) -> str:
    """Traditional characters as simplified ones."""
    return str(_converter().convert(text))


def clean(text: str) -> str:
    """`text` as a person would retype it: NFKC, simplified, one space, nothing invisible.

    Punctuation stays. At most `LIMIT` characters of the input are used.
    """
    text = unicodedata.normalize("NFKC", text[:LIMIT].translate(_SIGNS))
    text = text.replace("\n", " ").replace("\t", " ")
    text = "".join(c for c in text if unicodedata.category(c) not in _DROPPED)
    return _SPACES.sub(" ", simplified(text)).strip()


@lru_cache(maxsize=65536)
def normalise(text: str) -> str:
    """`clean(text)` in lower case, with punctuation as single spaces and long runs cut to two."""
    letters = (c if c.isalnum() else " " for c in clean(text).lower())
    return _REPEATED.sub(r"\1\1", _SPACES.sub(" ", "".join(letters)).strip())


def squeezed(text: str) -> str:
    """`normalise(text)` without spaces: for comparing wordings character by character."""
    return normalise(text).replace(" ", "")


def han_share(text: str) -> float:
    """The share of Chinese characters among letters and digits, 0 to 1; 0 for none."""
    letters = [c for c in text if c.isalnum()]
    return sum(bool(_HAN.match(c)) for c in letters) / len(letters) if letters else 0.0
