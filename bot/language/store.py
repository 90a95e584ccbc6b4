"""Finding the language model inside what `rasa train` wrote.

Rasa packs a model into `models/*.tar.gz`. The language model's files are taken out once, into
`models/unpacked/<archive>/`, and read from there afterwards.
"""

import shutil
import tarfile
import tempfile
import zlib
from functools import lru_cache
from pathlib import Path

from bot.errors import ModelError
from bot.language.acts import ActModel
from bot.language.model import MARK, LanguageModel
from bot.language.sounds import Sounds
from bot.paths import models_dir

_UNPACKED = "unpacked"
_HOW = "请运行 make train（或 rasa train）。"


def newest_archive(folder: Path | None = None) -> Path:
    """The newest Rasa model of `folder` (the project's `models/` by default).

    Raises:
        ModelError: there is none.
    """
    folder = folder or models_dir()
    archives = sorted(folder.glob("*.tar.gz"), key=lambda path: (path.stat().st_mtime, path.name))
    if not archives:
        raise ModelError(f"{folder}：还没有训练好的模型。{_HOW}")
    return archives[-1]


def unpacked(archive: Path) -> Path:
    """The folder with the archive's language model, unpacked at first use.

    Raises:
        ModelError: the archive is damaged or holds no language model.
    """
    stat = archive.stat()
    name = f"{archive.name.removesuffix('.tar.gz')}-{stat.st_size}-{stat.st_mtime_ns}"
    target = archive.parent / _UNPACKED / name
    if (target / MARK).exists():
        return target
    target.parent.mkdir(exist_ok=True)
    staging = Path(tempfile.mkdtemp(dir=target.parent, prefix=".new-"))
    try:
        with tarfile.open(archive) as tar:
            members = tar.getmembers()
            marks = [m.name for m in members if m.name.endswith(f"/{MARK}")]
            if not marks:
                raise ModelError(f"{archive.name}：里面没有话术的语言模型。{_HOW}")
            inside = marks[0].removesuffix(MARK)
            for member in members:
                if member.isfile() and member.name.startswith(inside):
                    source = tar.extractfile(member)
                    assert source is not None
                    with open(staging / Path(member.name).name, "wb") as copy:
                        shutil.copyfileobj(source, copy)
        try:
            staging.rename(target)
        except OSError:
            if not (target / MARK).exists():
                raise
    except (tarfile.TarError, EOFError, OSError, zlib.error) as error:
        raise ModelError(f"{archive.name}：模型文件坏了（{type(error).__name__}）。{_HOW}") from error
    finally:
        shutil.rmtree(staging, ignore_errors=True)
    _forget_others(target)
    return target


def _forget_others(keep: Path) -> None:
    """Unpacked models whose archive is gone."""
    archives = [path.name.removesuffix(".tar.gz") for path in keep.parent.parent.glob("*.tar.gz")]
    for folder in keep.parent.iterdir():
        if folder != keep and not any(folder.name.startswith(f"{name}-") for name in archives):
            shutil.rmtree(folder, ignore_errors=True)


@lru_cache(maxsize=1)
def language() -> LanguageModel:
    """The newest trained language model, loaded once a process.

    Raises:
        ModelError: there is none, or it cannot be read.
    """
    return LanguageModel.load(unpacked(newest_archive()))


@lru_cache(maxsize=1)
def acts() -> ActModel:
    """The newest trained act model, loaded once a process and without the rest of the language model.

    Raises:
        ModelError: there is none, or it cannot be read.
    """
    return ActModel.load(unpacked(newest_archive()))


@lru_cache(maxsize=1)
def sounds() -> Sounds:
    """The syllables of Chinese characters, out of the newest trained model.

    Raises:
        ModelError: there is none, or it cannot be read.
    """
    return LanguageModel.load_sounds(unpacked(newest_archive()))
