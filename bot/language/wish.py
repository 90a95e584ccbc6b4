"""Whether a message asks for practice, and which scene."""

import re

_WISH = re.compile(
    r"\s*(?:开始(?:练习|对练|演练|模拟)|(?:我)?(?:想|要|来)(?:练|对练|演练|模拟)(?:习|练|一?下|一遍|一个)?|练习一?下|练一?下|陪我练(?:习|练|一?下)?|对练(?=$|[\s：:，,]))"
    r"(?:吧|啊|呗)?[\s：:，,。]*(?P<scene>.{0,40}?)[\s。！!]*"
)


def practice_wish(text: str) -> str | None:
    """What the message wants to practise, or an empty text where it names nothing; None where it wants no practice."""
    found = _WISH.fullmatch(text)
    return None if found is None else found["scene"]
