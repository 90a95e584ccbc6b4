"""What `required` finds for the patterns of the books, kept from run to run.

Working it out for some thousand patterns takes a second, and an answer is wanted within one. Kept in
`var/`, under the content hash of the code that finds it; without that file everything is worked out anew.
"""

import hashlib
import json
import logging
import os
import tempfile
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path

from bot.check import literals
from bot.check.literals import Texts, required
from bot.paths import home

logger = logging.getLogger(__name__)


def pieces_of(patterns: Sequence[str]) -> Mapping[str, tuple[Texts, ...]]:
    """For each pattern the sets of pieces of which every match contains one."""
    kept = _kept()
    new = [pattern for pattern in patterns if pattern not in kept]
    if new:
        kept.update((pattern, required(pattern)) for pattern in new)
        _keep(kept)
    return kept


@lru_cache(maxsize=1)
def _path() -> Path:
    code = hashlib.sha256(Path(literals.__file__).read_bytes()).hexdigest()[:12]
    return home() / "var" / f"pieces-{code}.json"


@lru_cache(maxsize=1)
def _kept() -> dict[str, tuple[Texts, ...]]:
    try:
        read = json.loads(_path().read_text(encoding="utf-8"))
        return {pattern: tuple(map(frozenset, sets)) for pattern, sets in read.items()}
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, AttributeError, TypeError) as error:
        logger.warning("%s cannot be used (%s); worked out anew", _path(), error)
        return {}


def _keep(kept: Mapping[str, tuple[Texts, ...]]) -> None:
    """Write the file under a name of its own first, so that nobody ever reads half of it."""
    text = json.dumps({p: [sorted(texts) for texts in sets] for p, sets in kept.items()}, ensure_ascii=False)
    try:
        _path().parent.mkdir(exist_ok=True)
        handle, name = tempfile.mkstemp(dir=_path().parent, prefix=".pieces-")
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
        Path(name).replace(_path())
    except OSError as error:
        logger.info("%s cannot be written (%s)", _path(), error)
