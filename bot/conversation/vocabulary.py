"""The words by which transcripts name roles, channels, directions and the like, and what they stand for."""

import unicodedata
from collections.abc import Mapping

from bot.conversation.model import CHANNELS, DIRECTIONS, ENDED_BY, Role

_AGENT = (
    "agent 坐席 座席 坐席员 座席员 客服 客服人员 客服员 客服代表 客服专员 客服坐席 人工客服 人工 人工坐席 在线客服 售前客服 售后客服 "
    "智能客服 机器人 话务员 话务 接线员 店家 店员 店铺 卖家 商家 前台 服务员 工作人员 员工 服务人员 管家 物业 物业客服 物业管家 护士 导诊 "
    "导诊台 咨询员 咨询台 客户经理 客服经理 值班员 值班人员 业务员 服务台 会籍 教练 a assistant bot operator staff seller employee "
    "representative rep service human_agent automated_agent any_agent agent_role custom_bot supervisor csr"
)
_CUSTOMER = (
    "customer 客户 顾客 用户 来电人 来电者 来电 来电客户 买家 会员 患者 病人 患者家属 家属 业主 住户 租户 客人 访客 旅客 乘客 家长 学员 "
    "投诉人 报修人 消费者 b user client caller buyer member patient guest visitor end_user enduser customer_role"
)
_SYSTEM = "system 系统 系统消息 系统提示 提示 ivr 语音导航 自动语音 notice"

#: Every name of a role that is understood, in small letters and half width.
ROLE_NAMES: Mapping[str, Role] = {
    **dict.fromkeys(_AGENT.split(), "agent"),
    **dict.fromkeys(_CUSTOMER.split(), "customer"),
}
#: Speakers that are neither: their lines are left out where the form allows for such speakers.
SYSTEM_NAMES = frozenset(_SYSTEM.split())

CHANNEL_NAMES: Mapping[str, str] = {
    **{name: name for name in CHANNELS},
    **dict.fromkeys(
        ["电话", "语音", "热线", "呼叫", "通话", "voice", "call", "telephone", "phone_call"], "phone"
    ),
    **dict.fromkeys(
        ["在线", "聊天", "网聊", "文字", "在线聊天", "在线客服", "im", "微信", "web", "online"], "chat"
    ),
    **dict.fromkeys(["前台", "柜台", "现场", "当面", "窗口", "面对面", "desk"], "counter"),
}
DIRECTION_NAMES: Mapping[str, str] = {
    **{name: name for name in DIRECTIONS},
    **dict.fromkeys(["呼入", "来电", "入呼", "进线", "in"], "inbound"),
    **dict.fromkeys(["呼出", "外呼", "去电", "回访", "out"], "outbound"),
    **dict.fromkeys(["内部", "内线", "内呼"], "internal"),
}
ENDED_BY_NAMES: Mapping[str, str] = {
    **{name: name for name in ENDED_BY},
    **{name: role for name, role in ROLE_NAMES.items() if len(name) > 1},
    "系统": "system",
}
GENDER_NAMES: Mapping[str, str] = {
    **dict.fromkeys(("m", "男", "先生", "male", "男士", "男性"), "m"),
    **dict.fromkeys(("f", "女", "女士", "小姐", "female", "女性"), "f"),
    **dict.fromkeys(("", "unknown", "未知", "不详"), ""),
}
YES_NO: Mapping[str, bool] = {
    **dict.fromkeys(["是", "已解决", "解决", "对", "true", "yes", "y", "1"], True),
    **dict.fromkeys(["否", "未解决", "没有", "没解决", "false", "no", "n", "0"], False),
}


def plain(name: str) -> str:
    """A name made comparable: half width, small letters, no space around it."""
    return unicodedata.normalize("NFKC", name).strip().lower()


def role_of(name: str) -> Role | None:
    """The role that `name` stands for, or None."""
    return ROLE_NAMES.get(name) or ROLE_NAMES.get(plain(name))
