import pytest

from bot.conversation.speaker import Speaker, speaker_of


@pytest.mark.parametrize(
    ("name", "role", "label"),
    [
        ("客服", "agent", ""),
        ("坐席员", "agent", ""),
        ("话务员", "agent", ""),
        ("店家", "agent", ""),
        ("前台", "agent", ""),
        ("A", "agent", ""),
        ("Agent", "agent", ""),
        ("客服8号", "agent", "8"),
        ("8号客服", "agent", "8"),
        ("坐席(A08)", "agent", "A08"),
        ("坐席（a08）", "agent", "A08"),
        ("客服-小美", "agent", ""),
        ("客服小美", "agent", ""),
        ("李敏（客服）", "agent", ""),
        ("Speaker A", None, ""),
        ("买家", "customer", ""),
        ("会员", "customer", ""),
        ("患者", "customer", ""),
        ("业主", "customer", ""),
        ("来电人", "customer", ""),
        ("客户王先生", "customer", ""),
        ("客户2", "customer", "2"),
        ("Customer", "customer", ""),
        ("系统", "system", ""),
        ("客服电话", None, ""),
        ("客户地址", None, ""),
        ("张三", None, ""),
        ("", None, ""),
    ],
)
def test_speaker_of(name: str, role: str | None, label: str) -> None:
    assert speaker_of(name) == (Speaker(role, label) if role else None)  # type: ignore[arg-type]
