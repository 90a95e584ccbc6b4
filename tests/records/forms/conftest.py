"""Forms that are filled in."""

from bot.forms.field import Value

COMPLAINT: dict[str, Value] = {
    "customer": "王小明",
    "phone": "13812345678",
    "way": "来电",
    "content": "前台态度差",
    "loss": "没有损失",
    "level": "一般投诉",
}
CALL: dict[str, Value] = {
    "customer": "李女士",
    "phone": "0591-87654321",
    "called_at": "2026-11-26 15:30",
    "kind": "咨询",
    "question": "能不能出口",
}
