"""`huashu run`: custom actions, chatbot and web page as child processes, stopped together."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.errors import LaunchError
from bot.language.store import newest_archive
from bot.paths import home
from bot.records.database import database

_QUIET = {
    "RASA_TELEMETRY_ENABLED": "false",
    "TF_CPP_MIN_LOG_LEVEL": "3",
    "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
    "PYTHONWARNINGS": "ignore",
}

#: How long a service may take until it answers, in seconds.
_PATIENCE = 180


@dataclass(frozen=True)
class Service:
    """A child process and the port it is to listen on."""

    name: str
    port: int
    command: Sequence[str]


def launch(page_port: int, rasa_port: int, actions_port: int) -> int:
    """Start everything, print the address, and wait for Ctrl-C. Returns the exit status.

    Raises:
        LaunchError: a port is in use, or a service ended by itself.
        ModelError: there is no trained model.
        StoreError: the database cannot be opened.
    """
    model = newest_archive()
    assert database().engine
    (home() / "var").mkdir(exist_ok=True)
    services = _services(page_port, rasa_port, actions_port, str(model))
    for service in services:
        _check_free(service)
    environment = {**os.environ, **_QUIET}
    running: list[tuple[Service, subprocess.Popen[bytes]]] = []
    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, _interrupt)
    try:
        for service in services:
            running.append((service, _start(service, environment)))
        for service, child in running:
            _await(service, child, running)
        print(f"话术教练已经启动：http://127.0.0.1:{page_port}（按 Ctrl-C 停止）", flush=True)
        while True:
            _watch(running)
            time.sleep(1)
    except KeyboardInterrupt:
        print("正在停止……", flush=True)
        return 0
    finally:
        _stop(running)


def _services(page_port: int, rasa_port: int, actions_port: int, model: str) -> list[Service]:
    python = sys.executable
    actions = [python, "-m", "rasa_sdk", "--actions", "actions", "--port", str(actions_port)]
    rasa = [python, "-m", "rasa", "run", "--model", model, "--port", str(rasa_port), "-i", "127.0.0.1"]
    rasa += ["--cors", "*", "--log-file", "var/rasa.log", "--endpoints", _endpoints(actions_port)]
    page = [python, "-m", "bot", "serve", "--port", str(page_port)]
    page += ["--rasa", f"http://127.0.0.1:{rasa_port}"]
    return [
        Service("自定义动作", actions_port, actions),
        Service("聊天机器人", rasa_port, rasa),
        Service("网页", page_port, page),
    ]


def _endpoints(actions_port: int) -> str:
    """The endpoints file, with the port of the custom actions that was asked for."""
    written = home() / "endpoints.yml"
    text = written.read_text(encoding="utf-8")
    if f":{actions_port}/" in text:
        return str(written)
    own = home() / "var" / f"endpoints-{actions_port}.yml"
    own.write_text(re.sub(r"(127\.0\.0\.1):\d+", rf"\1:{actions_port}", text), encoding="utf-8")
    return str(own)


def _check_free(service: Service) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", service.port))
        except OSError as error:
            raise LaunchError(
                f"端口 {service.port} 已被占用，{service.name}启动不了。"
                "请先停掉占用它的程序，或换一个端口（huashu run --help）。"
            ) from error


def _start(service: Service, environment: Mapping[str, str]) -> subprocess.Popen[bytes]:
    with (home() / "var" / f"service-{service.port}.log").open("wb") as log:
        return subprocess.Popen(
            service.command,
            cwd=home(),
            env=dict(environment),
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )


def _await(
    service: Service,
    child: subprocess.Popen[bytes],
    running: Sequence[tuple[Service, subprocess.Popen[bytes]]],
) -> None:
    print(f"正在启动{service.name}……", flush=True)
    deadline = time.monotonic() + _PATIENCE
    while time.monotonic() < deadline:
        _watch(running)
        with socket.socket() as probe:
            probe.settimeout(1)
            if probe.connect_ex(("127.0.0.1", service.port)) == 0:
                return
        time.sleep(0.3)
    raise LaunchError(f"{service.name}等了 {_PATIENCE} 秒还没有起来。请看 var/service-{service.port}.log。")


def _watch(running: Sequence[tuple[Service, subprocess.Popen[bytes]]]) -> None:
    for service, child in running:
        if child.poll() is not None:
            raise LaunchError(
                f"{service.name}停了（退出码 {child.returncode}）。请看 var/service-{service.port}.log。"
            )


def _stop(running: Sequence[tuple[Service, subprocess.Popen[bytes]]]) -> None:
    for _, child in reversed(running):
        if child.poll() is None:
            os.killpg(child.pid, signal.SIGTERM)
    deadline = time.monotonic() + 10
    for _, child in running:
        try:
            child.wait(max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            os.killpg(child.pid, signal.SIGKILL)


def _interrupt(_signal: int, _frame: object) -> None:
    raise KeyboardInterrupt
