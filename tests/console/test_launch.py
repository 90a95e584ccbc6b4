import socket
from pathlib import Path

import pytest

from bot.console.launch import launch
from bot.errors import LaunchError, ModelError


@pytest.fixture(autouse=True)
def own_database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:

    monkeypatch.setenv("HUASHU_DATABASE", f"sqlite:///{tmp_path / 'h.db'}")


def test_launch_port_in_use_is_one_clear_line() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(LaunchError, match=f"端口 {taken.getsockname()[1]} 已被占用") as caught:
            launch(8000, 5005, taken.getsockname()[1])
    assert "\n" not in str(caught.value)


def test_launch_without_a_model_says_what_to_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HUASHU_MODELS", str(tmp_path))
    with pytest.raises(ModelError, match="make train"):
        launch(8000, 5005, 5055)
