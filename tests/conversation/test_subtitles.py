import pytest

from bot.conversation.model import Turn

SRT = "1\n00:00:00,000 --> 00:00:02,400\n{}\n\n2\n00:00:02,400 --> 00:00:09,000\n{}\n"


def test_subtitles_srt(one) -> None:
    found = one(".srt", SRT.format("客服：您好，\n请讲", "<i>客户: 喂</i>"))
    assert found.turns == (Turn("agent", "您好，\n请讲", 0, 2.4), Turn("customer", "喂", 2.4, 9))
    assert found.head.id == "calls"


def test_subtitles_vtt_voices(one) -> None:
    text = (
        "WEBVTT - 通话\n\nNOTE\n说明 --> 不读\n\nSTYLE\n::cue {}\n\nintro\n00:00.000 --> 00:02.400 align:start\n"
        "<v.loud 客服>您好 &amp; 请讲</v>\n\n00:02.400 --> 01:00:09.000\n<v 客户>喂"
    )
    assert one(".vtt", text).turns == (
        Turn("agent", "您好 & 请讲", 0, 2.4),
        Turn("customer", "喂", 2.4, 3609),
    )


def test_subtitles_a_cue_without_speaker_goes_on_with_the_last(one) -> None:
    assert [t.role for t in one(".srt", SRT.format("客户：喂", "有人吗")).turns] == ["customer", "customer"]


def test_subtitles_two_speakers_in_one_cue(one) -> None:
    turns = one(".srt", SRT.format("- 客服：您好\n- 客户：喂", "[客服] 请讲")).turns
    assert [(t.role, t.text, t.start) for t in turns] == [
        ("agent", "您好", 0),
        ("customer", "喂", 0),
        ("agent", "请讲", 2.4),
    ]


def test_subtitles_silence(one) -> None:
    assert one(".srt", SRT.format("客户：（无声）", "客服：喂")).turns[0] == Turn(
        "customer", "", 0, 2.4, ("silence",)
    )


def test_subtitles_without_blank_lines_between(one) -> None:
    assert [
        t.text for t in one(".srt", SRT.format("客服：您好", "客户：喂").replace("\n\n", "\n")).turns
    ] == ["您好", "喂"]


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("1\n00:00 -> x --> y\n客服：您好", "calls.srt:2：时间行"),
        ("客服：您好", "calls.srt:1：“客服：您好”前面没有时间行"),
        (SRT.format("您好", "喂"), "calls.srt:2：这一条字幕没有说话人"),
        ("00:00:09,000 --> 00:00:02,000\n客服：您好", "calls.srt:1：turns[0] 的 end（2）早于 start（9）"),
    ],
)
def test_subtitles_names_what_is_wrong(trouble, text: str, complaint: str) -> None:
    assert trouble(".srt", text).startswith(complaint)
