"""Bytes to text: UTF-8, UTF-16 with its mark, or GB18030 where the text makes sense in it."""

import codecs
import re
from typing import BinaryIO

from bot.conversation.errors import TranscriptError
from bot.conversation.origin import Limits

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
#: How much of a text is looked at to tell its encoding.
_SAMPLE = 100_000
_INTERJECTIONS = "嗯噢呃喔呗嘞哒嘿喏咦欸嗨哼"
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_HAN = re.compile(r"[\u4e00-\u9fff]")
#: What Chinese text in GB18030 holds beside Chinese characters.
_USUAL = re.compile(r"[\t-\r\x20-\x7e\u00b7\u00d7\u2010-\u2026\u2103\u2460-\u249b\u3000-\u301e\uff01-\uffe5]")


def decode(data: bytes) -> str:
    """The text of `data`, without a byte order mark.

    Raises:
        TranscriptError: the bytes are no text, or in no encoding that is read; names the byte.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            try:
                text = data[len(mark) :].decode(encoding)
            except UnicodeDecodeError as error:
                raise _damaged(encoding.upper(), error.start + len(mark)) from None
            return _checked(text)
    if b"\0" in data:
        raise TranscriptError(
            f"第 {data.index(0)} 字节是空字节，像是二进制文件，不是文字。请给出文字记录，并用 UTF-8 编码。"
        )
    try:
        return _checked(data.decode("utf-8"))
    except UnicodeDecodeError as error:
        return _checked(_chinese(data, error.start))


def read_text(stream: BinaryIO, limits: Limits) -> str:
    """The whole of `stream` as text.

    Raises:
        TranscriptError: too large, or not text.
    """
    return decode(read_bytes(stream, limits))


def read_bytes(stream: BinaryIO, limits: Limits) -> bytes:
    """The whole of `stream`.

    Raises:
        TranscriptError: larger than `limits.file_bytes`.
    """
    data = stream.read(limits.file_bytes + 1)
    if len(data) > limits.file_bytes:
        raise TranscriptError(
            f"文件超过 {limits.file_bytes >> 20} MB。请拆成几个文件，或改成一行一个对话的 .jsonl。"
        )
    return data


def lines_of(text: str) -> list[str]:
    r"""The lines of `text`, ended by \n, \r\n or \r and by nothing else."""
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def _chinese(data: bytes, wrong: int) -> str:
    """`data` as GB18030, if it is that rather than UTF-8 with a damaged byte at `wrong`."""
    mended = data[max(0, wrong - 1000) : wrong + _SAMPLE].decode("utf-8", "replace")
    if len(_HAN.findall(mended)) > mended.count("\ufffd"):
        raise _damaged("UTF-8", wrong)
    try:
        text = data.decode("gb18030")
    except UnicodeDecodeError:
        raise _damaged("UTF-8，也不是 GB18030", wrong) from None
    sample = text[:_SAMPLE]
    han = _HAN.findall(sample)
    common = sum(_is_common(char) for char in han)
    strange = len(sample) - len(han) - len(_USUAL.findall(sample))
    if not han or common < 0.6 * len(han) or strange > 0.1 * len(sample):
        raise _damaged("UTF-8，也不像 GB18030 的中文", wrong)
    return text


def _is_common(char: str) -> bool:
    """Whether it is one of the 3755 characters of the first level of GB 2312, or an interjection."""
    first, second, *_ = char.encode("gb18030")
    return (0xB0 <= first <= 0xD7 and second >= 0xA1) or char in _INTERJECTIONS


def _checked(text: str) -> str:
    controls = len(_CONTROL.findall(text))
    if controls * 20 > len(text):
        raise TranscriptError("大部分是控制字符，像是二进制文件，不是文字。请给出文字记录。")
    return text


def _damaged(encoding: str, byte: int) -> TranscriptError:
    return TranscriptError(f"第 {byte} 字节不是 {encoding}。请用 UTF-8 编码另存后再试。")
