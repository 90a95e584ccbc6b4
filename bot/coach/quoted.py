"""What an agent pasted: the words said, out of a sentence such as 我刚说了“你等一下”，行吗."""

import re

from bot.language.normalise import simplified

_QUOTED = re.compile(r"[“\"「『‘']([^“”\"「」『』‘’']{1,500})[”\"」』’']")

#: 我刚跟客户说了…, 帮我看看这句：…
_LEAD = re.compile(
    r"^(?:.{0,16}?(?:我|刚才?|刚刚|同事|徒弟|新人|开口|收尾|他|她).{0,10}?"
    r"(?:说的是|说了一?句|说了|说|讲的是|讲了一?句|讲了|讲|回了一?句|回了|回的是|答了一?句|答的是|答|念的是|念了"
    r"|喊了一?句|喊|问的是|问了|写的是|写了|打了一?句|打字|发了一?句|发了|开口就是|来了一?句)[：:，, ]*(?:句)?"
    r"|[^：:]{0,10}?(?:看看|看一?下|检查一?下?|瞧瞧|听听|评评|审审|把把关)(?:这句话?|这话|一下)?[：:，, ]*)"
)

#: 帮我看看这句：…
_ASKED = re.compile(r"^[^：:]{0,14}(?:看|查|瞧|听|评|审|把把关|纠)[^：:]{0,8}[：:]\s*")

#: …，行吗 / …这样说合不合规范
_JUDGED = (
    "行|可以|对|好|合适|合规|规范|妥|问题|毛病|过关|扣分|违规|犯规|标准|礼貌|凶|硬|敷衍|夫衍|罚|出事|到位|成不成|能过"
    "|忌讳|像不像|算|投诉|咋样|怎么样|改"
)
_TAIL = re.compile(
    rf"(?:[，,。？?！! ]+[^，,。？?！!]{{0,14}}(?:{_JUDGED})[^，,。]{{0,10}}"
    rf"|(?:这样|这么|这句|这话|能这|算不算|合不合|妥不妥|对不对|行不行|可不可以|会不会|是不是|有没有|说的|答得)"
    rf"[^，,。？?！!]{{0,8}}(?:{_JUDGED}|说)[^，,。]{{0,8}}"
    r"|(?:行|可以|对|好|合适|妥|标准|规范|成)(?:吗|么|不|没|不行|不对|不好)?)[？?。！!]*$"
)


def said_in(text: str) -> str:
    """The words to review: what stands in quotation marks, else the text without its frame."""
    quoted = _QUOTED.findall(text)
    if quoted:
        return str(max(quoted, key=len)).strip()
    whole = simplified(text).strip()
    lead = _ASKED.match(whole) or _LEAD.match(whole)
    rest = whole[lead.end() :] if lead else whole
    tail = _TAIL.search(rest)
    kept = rest[: tail.start()] if tail and tail.start() >= 2 else rest
    return (kept if len(kept.strip()) >= 2 else whole).strip(" ，,：:")
