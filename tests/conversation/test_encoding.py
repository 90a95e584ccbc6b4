import pytest

from bot.conversation.encoding import decode, lines_of
from bot.conversation.errors import TranscriptError

TEXT = "客服：您好，请问有什么可以帮您？\n客户：嗯嗯，我想问一下兑换的事。"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "gb18030", "gbk"])
def test_encoding_is_found(encoding: str) -> None:
    assert decode(TEXT.encode(encoding)) == TEXT


@pytest.mark.parametrize(
    ("data", "complaint"),
    [
        (TEXT.encode()[:30] + b"\xff" + TEXT.encode()[30:], "第 30 字节不是 UTF-8。"),
        (TEXT.encode()[:-1], "字节不是 UTF-8。"),
        (TEXT.encode("gb18030")[:-1], "第 0 字节不是 UTF-8，也不是 GB18030"),
        (b"caf\xe9 \xe0 la cr\xe8me", "第 3 字节不是 UTF-8"),
        ("日本語のテキスト".encode("shift-jis"), "第 0 字节不是 UTF-8"),
        (b"\xff\xfe\x00", "第 2 字节不是 UTF-16-LE"),
        (b"abc\x00def", "第 3 字节是空字节，像是二进制文件"),
        (bytes(range(1, 32)) * 10, "像是二进制文件"),
    ],
)
def test_encoding_names_the_byte(data: bytes, complaint: str) -> None:
    with pytest.raises(TranscriptError, match=complaint):
        decode(data)


def test_encoding_lines_end_only_with_line_ends() -> None:
    assert lines_of("a\r\nb\rc\nd\u2028e\x0bf") == ["a", "b", "c", "d\u2028e\x0bf"]
