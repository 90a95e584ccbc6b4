"""What people write in their own words: why they judged so, why they appeal, what they answer."""

from bot.errors import Refused
from bot.language.personal import masked
from bot.language.unseen import tidied
from bot.records.desk import desk

#: The longest text, in characters.
LONGEST = 1_000


def written(text: str) -> str:
    """The text as it is stored: personal data masked, unless the desk keeps conversations in full.

    Raises:
        Refused: it is too long.
    """
    text = tidied(text)
    if len(text) > LONGEST:
        raise Refused(f"最多写 {LONGEST} 个字，现在有 {len(text)} 个。请写短一些。")
    return text if "conversations" in desk().keep_full else masked(text)
