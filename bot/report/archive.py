"""A workbook as bytes that do not depend on the day it was written."""

import io
import re
import zipfile
from collections.abc import Callable
from typing import BinaryIO

_EPOCH = (1980, 1, 1, 0, 0, 0)
_STAMP = re.compile(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")


def settled(save: Callable[[BinaryIO], object], output: BinaryIO) -> None:
    """Let `save` write a zip archive, and put it to `output` with every time set to the first of January 1980."""
    written = io.BytesIO()
    save(written)
    packed = io.BytesIO()
    with zipfile.ZipFile(written) as old, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new:
        for item in old.infolist():
            entry = zipfile.ZipInfo(item.filename, _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            with old.open(item) as source, new.open(entry, "w") as target:
                if item.filename == "docProps/core.xml":
                    target.write(_STAMP.sub(b"1980-01-01T00:00:00Z", source.read()))
                    continue
                while block := source.read(1 << 20):
                    target.write(block)
    output.write(packed.getbuffer())
