"""How fast the answers come: the command's start, a warm question, and the chatbot over REST.

python -m benchmarks.latency                 # command and warm question
python -m benchmarks.latency --rest          # and REST; `make run` must be running
"""

import argparse
import json
import statistics
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable

from benchmarks.questions import questions
from bot.language.reading import read
from bot.language.store import language

#: Turns of one conversation. Rasa sends the whole conversation with every action, so long ones are slower.
_TURNS = 10

_REST = "http://127.0.0.1:5005/webhooks/rest/webhook"


def _milliseconds(action: Callable[[], object]) -> float:
    started = time.perf_counter()
    action()
    return (time.perf_counter() - started) * 1000


def _p95(times: list[float]) -> float:
    return round(statistics.quantiles(times, n=20)[-1], 1)


def _rest(sender: str, text: str) -> bytes:
    body = json.dumps({"sender": sender, "message": text}).encode()
    request = urllib.request.Request(_REST, body, {"Content-Type": "application/json"})
    with urllib.request.urlopen(request, timeout=30) as answer:
        return bytes(answer.read())


def main() -> None:
    """Print the figures in milliseconds."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rest", action="store_true")
    options = parser.parse_args()
    started = time.time_ns()
    texts = [q.text for q in questions("dev", "scenes")[:200]]
    command = [sys.executable, "-m", "bot", "ask", "客户不说话怎么办"]
    starts = [
        _milliseconds(lambda: subprocess.run(command, check=True, capture_output=True)) for _ in range(6)
    ]
    model = language()
    read("预热", model)
    warm = [_milliseconds(lambda t=text: read(t, model)) for text in texts]
    found = {
        "command, median": round(statistics.median(starts[1:]), 1),
        "warm question, median": round(statistics.median(warm), 1),
        "warm question, p95": _p95(warm),
    }
    if options.rest:
        for text in texts[:10]:
            _rest(f"warm-{started}", text)
        rest = []
        for number, text in enumerate(texts):
            sender = f"benchmark-{started}-{number // _TURNS}"
            rest.append(_milliseconds(lambda s=sender, t=text: _rest(s, t)))
        found |= {"REST, median": round(statistics.median(rest), 1), "REST, p95": _p95(rest)}
    print(json.dumps(found, indent=1))


if __name__ == "__main__":
    main()
