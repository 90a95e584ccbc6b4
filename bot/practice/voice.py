"""Another voice for the customer: any OpenAI-compatible endpoint may put his words differently.

What he wants, how he feels and how the trainee is scored stay ours; without an endpoint nothing is missing. An answer
that loses a number or a name, speaks of scores, or comes too late is passed over, and he says his own words.
"""

import json
import logging
import os
import re
import urllib.request
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from bot.practice.person import Person

logger = logging.getLogger(__name__)

#: Seconds an answer may take.
_PATIENCE = 4.0

#: How much shorter or longer than his own words another wording may be.
_SHORTEST, _LONGEST = 0.4, 2.5

_DIGITS = re.compile(r"\d[\d ]*\d|\d")
_CHINESE = re.compile(r"[一-鿿]")
_OUT_OF_CHARACTER = re.compile(r"话术|得分|评分|扣分|步骤|坐席|客服代表您好|AI|人工智能|语言模型|改写")


class Voice(Protocol):
    """Puts the customer's words in other words."""

    def __call__(self, text: str, person: Person) -> str:
        """The same thing, said otherwise, or as it was."""
        ...


@dataclass(frozen=True)
class Endpoint:
    """An OpenAI-compatible chat endpoint (`HUASHU_VOICE_URL`, `…_MODEL`, `…_KEY`).

    Attributes:
        url: up to and without `/chat/completions`.
    """

    url: str
    model: str = ""
    key: str = ""

    def __call__(self, text: str, person: Person) -> str:
        """Ask the endpoint; his own words where it fails or says something else."""
        try:
            said = self._asked(text, person)
        except (OSError, ValueError, KeyError, IndexError, TypeError) as error:
            logger.warning("no voice from %s: %s", self.url, error)
            return text
        return said if faithful(text, said, person) else text

    def _asked(self, text: str, person: Person) -> str:
        told = (
            f"你在扮演打电话给客服的{person.customer}，脾气：{person.temper}。把下面这句话换一种自然的口语说法，"
            "意思、称呼、姓名、数字都不变，不要加新的事情，只输出这句话。"
        )
        messages = [{"role": "system", "content": told}, {"role": "user", "content": text}]
        body = json.dumps({"model": self.model, "messages": messages, "temperature": 0.8}).encode()
        headers = {"Content-Type": "application/json"} | (
            {"Authorization": f"Bearer {self.key}"} if self.key else {}
        )
        request = urllib.request.Request(f"{self.url.rstrip('/')}/chat/completions", body, headers)
        with urllib.request.urlopen(request, timeout=_PATIENCE) as answer:
            given = json.loads(answer.read(1 << 20))
        return str(given["choices"][0]["message"]["content"]).strip().strip('“”"')


class Recorded:
    """Says again what was said: for sessions that are taken up."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._left = list(texts)

    def __call__(self, text: str, person: Person) -> str:
        """The next of the recorded texts; his own words when there are none left."""
        return self._left.pop(0) if self._left else text


def faithful(own: str, said: str, person: Person) -> bool:
    """Whether another wording may stand for his own: the same facts, in character, about as long."""
    kept = [number.replace(" ", "") for number in _DIGITS.findall(own)]
    name = person.surname + person.given
    named = [word for word in (name, f"姓{person.surname}", person.address) if word in own]
    bare = said.replace(" ", "")
    return (
        bool(_CHINESE.search(said))
        and _SHORTEST * len(own) <= len(said) <= _LONGEST * len(own) + 10
        and all(number in bare for number in kept)
        and all(word in said for word in named)
        and not _OUT_OF_CHARACTER.search(said)
        and ("？" in own or "?" in own) <= ("？" in said or "?" in said or "吗" in said or "呢" in said)
    )


def configured() -> Voice | None:
    """The endpoint that the environment names, if it names one."""
    url = os.environ.get("HUASHU_VOICE_URL", "")
    if not url.startswith(("http://", "https://")):
        return None
    return Endpoint(url, os.environ.get("HUASHU_VOICE_MODEL", ""), os.environ.get("HUASHU_VOICE_KEY", ""))
