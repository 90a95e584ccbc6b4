"""Books that are not the project's own, or not yet: a draft in a folder or a file, or as they stood before."""

import contextlib
import io
import shutil
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bot.book.handbook import Handbook, handbook, read_handbook
from bot.book.shelf import Shelf, read_shelf, shelf
from bot.book.source import read_yaml
from bot.errors import BookError
from bot.paths import home, scripts_dir

#: The project's books as they stand, and what comes before a revision of them.
NOW, REVISION = "now", "git:"

_HOW = "可以写 now（现在的话术）、一个形如 scripts/ 的文件夹、一个 YAML 文件，或 git:版本号"


@dataclass(frozen=True)
class Draft:
    """Books, and the handbook they rest on.

    Attributes:
        name: what the user called them.
    """

    name: str
    shelf: Shelf
    handbook: Handbook


def read_draft(written: str) -> Draft:
    """The books that `written` means: `now`, a folder like `scripts/`, one YAML file, or `git:revision`.

    A file takes the place of the project's file of the same name, the others stay as they are: a book (`gym.yml`, or
    any name and `book: gym` in it), or a file of rules (`rules/gym.yml`, `rules/common/time.yml`). One whose name the
    project does not have is read beside those there are.

    Raises:
        BookError: there is nothing of the kind, or a book cannot be read; with file and line.
    """
    if written == NOW:
        return Draft(NOW, shelf(), handbook())
    with _folder(written) as (name, folder):
        try:
            own = folder / "handbook"
            clauses = read_handbook(own) if own.is_dir() else handbook()
            return Draft(name, read_shelf(folder), clauses)
        except BookError as error:
            raise BookError(f"{name} 读不成话术：\n{error}") from error


@contextlib.contextmanager
def _folder(written: str) -> Iterator[tuple[str, Path]]:
    """What to call the books that are meant, and a folder shaped like `scripts/` that holds them."""
    if written.startswith(REVISION):
        with tempfile.TemporaryDirectory(prefix="huashu-") as name:
            yield written, _revision(written.removeprefix(REVISION), Path(name))
        return
    path = Path(written)
    if not written or "\0" in written or not (path.is_dir() or path.is_file()):
        raise BookError(f"没有“{written}”。{_HOW}。")
    if path.is_dir():
        yield written, path
        return
    place = _place(path)
    with tempfile.TemporaryDirectory(prefix="huashu-") as name:
        _copied(scripts_dir(), Path(name))
        copy = Path(name) / place
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, copy)
        yield (written if path.name == place.name else f"{written}（当作 {place}）"), Path(name)


def _copied(scripts: Path, folder: Path) -> None:
    """Copy the books and their rules."""
    for path in scripts.glob("*.yml"):
        shutil.copyfile(path, folder / path.name)
    shutil.copytree(scripts / "rules", folder / "rules", dirs_exist_ok=True)


def _place(path: Path) -> Path:
    """Where a file belongs in a folder like `scripts/`.

    Raises:
        BookError: it is no book, and its name does not say whose rules it holds.
    """
    data = read_yaml(path).data
    if not isinstance(data, dict):
        raise BookError(
            f"{path}：一本话术要写成键和值（book、title、lines……），规则文件写 cues、rules、marking。"
        )
    if "book" in data:
        return Path(Path(f"{data['book']}.yml").name)
    rules = scripts_dir() / "rules"
    books = {book.stem for book in scripts_dir().glob("*.yml")}
    alike = [found.relative_to(rules) for found in sorted(rules.rglob("*.yml")) if found.name == path.name]
    if path.parent.name in books and path.stem not in books:
        return Path("rules") / path.parent.name / path.name
    if len(alike) == 1:
        return Path("rules") / alike[0]
    if path.stem in books:
        return Path("rules") / path.name
    known = "、".join(str(found.relative_to(rules)) for found in sorted(rules.rglob("*.yml")))
    raise BookError(
        f"{path}：里面没有 book，文件名也看不出是哪本话术的规则。请用现有规则文件的名字（{known}），"
        "或放进以话术命名的文件夹。"
    )


def _revision(revision: str, folder: Path) -> Path:
    """The project's books as they stood in a revision, unpacked into `folder`."""
    if not revision or revision.startswith("-"):
        raise BookError("git: 后面要写版本，例如 git:HEAD~3 或 git:v1.2。")
    command = ["git", "-C", str(home()), "archive", "--format=tar", revision, "scripts"]
    try:
        done = subprocess.run(command, capture_output=True, check=False)
    except OSError as error:
        raise BookError("这台机器上没有 git，不能按版本取话术。请把旧话术另存成文件夹再比。") from error
    if done.returncode:
        told = done.stderr.decode("utf-8", "replace").strip().splitlines()
        raise BookError(f"git 取不出 {revision} 的话术（{told[0] if told else '没有说明'}）。")
    with tarfile.open(fileobj=io.BytesIO(done.stdout)) as archive:
        # Plain files inside the folder, and nothing else that an archive may hold.
        for member in archive.getmembers():
            target = (folder / member.name).resolve()
            content = archive.extractfile(member) if member.isfile() else None
            if content is not None and folder.resolve() in target.parents:
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(content.read())
    return folder / "scripts"
