"""How soon findings come back: many calls at once over real WebSockets to a real server.

`python -m benchmarks.live` starts a server of its own on 127.0.0.1, plays the development conversations in 500
calls, a turn every four seconds each, and prints how long it took from each turn sent to its answer received.
"""

import argparse
import asyncio
import gc
import json
import os
import random
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import suppress
from pathlib import Path
from typing import Any

from websockets.legacy.client import connect

from benchmarks.check import conversations
from bot.paths import home

_TICKS = os.sysconf("SC_CLK_TCK")


async def _call(
    socket_: Any, play: list[dict[str, Any]], every: float, until: float, seed: int
) -> list[float]:
    """One line that carries one call after another; returns the seconds that each turn took."""
    taken: list[float] = []
    place = seed
    following = time.perf_counter() + random.Random(seed).uniform(0, every)
    await asyncio.sleep(following - time.perf_counter())
    while time.perf_counter() < until:
        data = play[place % len(play)]
        place += 1
        head = {name: value for name, value in data.items() if name not in ("turns", "labels", "id")}
        await _exchange(socket_, {"type": "start", **head})
        for seq, turn in enumerate(data["turns"]):
            if (wait := following - time.perf_counter()) > 0:
                await asyncio.sleep(wait)
            if time.perf_counter() >= until:
                break
            following += every
            taken.append(await _exchange(socket_, {"type": "turn", "seq": seq, **turn}))
        await _exchange(socket_, {"type": "end"})
    return taken


async def _exchange(socket_: Any, message: dict[str, Any]) -> float:
    text = json.dumps(message, ensure_ascii=False)
    sent = time.perf_counter()
    await socket_.send(text)
    answer = await socket_.recv()
    taken = time.perf_counter() - sent
    if '"type":"error"' in answer:
        raise RuntimeError(answer)
    return taken


async def _measure(port: int, calls: int, seconds: float, every: float) -> list[float]:
    play = list(conversations("dev"))
    address = f"ws://127.0.0.1:{port}/api/live"
    sockets = [
        await connect(address, compression=None, max_size=None, ping_interval=None) for _ in range(calls)
    ]
    gc.collect()
    gc.freeze()
    until = time.perf_counter() + seconds
    lines = [_call(socket_, play, every, until, seed) for seed, socket_ in enumerate(sockets)]
    answered = [taken for line in await asyncio.gather(*lines) for taken in line]
    await asyncio.gather(*(socket_.close() for socket_ in sockets))
    return answered


def _cpu(pid: int) -> float:
    """Seconds of processor time that a process has used."""
    fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / _TICKS


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _await(port: int) -> None:
    for _ in range(240):
        with suppress(OSError):
            urllib.request.urlopen(f"http://127.0.0.1:{port}/api/health", timeout=1).read()
            return
        time.sleep(0.25)
    raise TimeoutError("The server did not start.")


def main() -> None:
    """Print the percentiles and what share of a processor the server took."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--calls", type=int, default=500)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--every", type=float, default=4, help="seconds between two turns of a call")
    options = parser.parse_args()
    port = _free_port()
    server = subprocess.Popen([sys.executable, "-m", "bot", "serve", "--port", str(port)], cwd=home())
    try:
        _await(port)
        before, begun = _cpu(server.pid), time.perf_counter()
        taken = sorted(asyncio.run(_measure(port, options.calls, options.seconds, options.every)))
        used, lasted = _cpu(server.pid) - before, time.perf_counter() - begun
    finally:
        server.terminate()
        server.wait(10)
    print(
        f"{options.calls} calls, a turn every {options.every:g} s each, {lasted:.0f} s: {len(taken)} turns answered"
    )
    for share in (50, 95, 99, 99.9):
        print(f"p{share:g}: {taken[min(len(taken) - 1, int(len(taken) * share / 100))] * 1000:.1f} ms")
    print(f"longest: {taken[-1] * 1000:.1f} ms; server: {used / lasted:.1%} of one processor")


if __name__ == "__main__":
    main()
