"""Marks that stand for a whole turn, such as （无声）or [杂音]: nothing was said, but something was noticed."""

import re

_WORDS = {
    "silence": "无声 静音 沉默 静默 无应答 没有声音 无人说话 不说话 无语音 空白 silence",
    "noise": "杂音 噪音 噪声 嘈杂 电流声 背景噪音 背景杂音 noise",
    "low_volume": "声音小 音量小 声音很小 声音太小 low_volume",
    "music": "音乐 等待音 等待音乐 保持音乐 彩铃 music",
    "overlap": "重叠 抢话 overlap",
}
_SIGNALS = {word: signal for signal, words in _WORDS.items() for word in words.split()}
_MARK = re.compile(r"\s*[（(\[【<《]\s*(\w{1,12})\s*(?:\d+(?:\.\d+)?\s*(?:秒|s))?\s*[)）\]】>》]\s*[。.]?\s*")


def mark_of(text: str) -> str | None:
    """The signal that `text` stands for when it is nothing but a mark; None otherwise."""
    match = _MARK.fullmatch(text) if len(text) < 40 else None
    return _SIGNALS.get(re.sub(r"\d+秒$", "", match[1]).lower()) if match else None
