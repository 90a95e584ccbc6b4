import timeit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.language.personal import masked, personal


@pytest.mark.parametrize(
    ("text", "kind", "shown"),
    [
        ("我的电话是13812345678", "phone", "我的电话是138****5678"),
        ("138 1234 5678", "phone", "138 **** 5678"),
        ("138-1234-5678，姓王", "phone", "138-****-5678，姓王"),
        ("１３８１２３４５６７８", "phone", "１３８****５６７８"),
        ("幺三八一二三四五六七八", "phone", "幺三八****五六七八"),
        ("一三八，一二三四，五六七八。", "phone", "一三八，****，五六七八。"),
        ("一三八嗯一二三四嗯五六七八", "phone", "一三八嗯****嗯五六七八"),
        ("138幺二三四5678", "phone", "138****5678"),
        ("1 3 8 1 2 3 4 5 6 7 8", "phone", "1 3 8 * * * * 5 6 7 8"),
        ("+86 138 1234 5678", "phone", "+86 138 **** 5678"),
        ("8613812345678", "phone", "86138****5678"),
        ("013812345678", "phone", "0138****5678"),
        ("张一13812345678", "phone", "张一138****5678"),
        ("电话13812345678万一打不通", "phone", "电话138****5678万一打不通"),
        ("座机0591-83456789", "landline", "座机0591-****6789"),
        ("（010）8345 6789", "landline", "（010）**** 6789"),
        ("电话是83456789", "landline", "电话是****6789"),
        ("八三四五六七八九", "landline", "****六七八九"),
        ("身份证号11010519491231002X吧", "identity", "身份证号110***********002X吧"),
        ("350102 19900307 4511", "identity", "350*** ******** 4511"),
        ("身份证号350102199003074511", "identity", "身份证号350***********4511"),
        ("老身份证350102900307451", "identity", "老身份证350********7451"),
        ("6222021234567890123", "bank_card", "6222***********0123"),
        ("6222 0212 3456 7890", "bank_card", "6222 **** **** 7890"),
        ("六二二二零二一二三四五六七八九零", "bank_card", "六二二二********七八九零"),
        ("卡号是00012345", "bank_card", "卡号是0*****45"),
        ("订单号202611020001", "order", "订单号20******0001"),
        ("运单号：773012345678901", "order", "运单号：77*********8901"),
        ("快递SF1234567890123", "order", "快递SF*********0123"),
        ("zhangsan@qq.com", "email", "z*******@qq.com"),
        ("邮箱是ｚｈａｎｇ＠163.com", "email", "邮箱是ｚ****＠163.com"),
        ("车牌闽A12345", "plate", "车牌闽A****5"),
        ("闽AD12345", "plate", "闽A*****5"),
        ("京A·D1234挂", "plate", "京A·*****挂"),
        ("送到中山路188号", "address", "送到中山路***号"),
        ("朝阳区建国路甲12号", "address", "朝阳区建国路***号"),
        ("3号楼2单元501", "address", "*号楼*单元***"),
        ("三号楼二单元五零一室", "address", "*号楼*单元***室"),
        ("阳光花园8-2-501", "address", "阳光花园*-*-***"),
        ("我住12栋", "address", "我住**栋"),
        ("城南路九号", "address", "城南路*号"),
        ("城南路十九号", "address", "城南路**号"),
        ("我家住三号院", "address", "我家住*号院"),
        ("我微信是zhangsan_88", "wechat", "我微信是zh******_88"),
        ("加我VX：wang123456", "wechat", "加我VX：wa******56"),
        ("加她微信吧，juzi_0911", "wechat", "加她微信吧，ju**_**11"),
        ("QQ 12345678", "qq", "QQ 12****78"),
        ("我扣扣号是123456789", "qq", "我扣扣号是12*****89"),
    ],
)
def test_personal_is_found_and_masked(text: str, kind: str, shown: str) -> None:
    assert [piece.kind for piece in personal(text)] == [kind]
    assert masked(text) == shown


@pytest.mark.parametrize(
    "text",
    [
        *(
            "请打12315",
            "12345热线",
            "拨打400-123-4567",
            "拨打8008101234",
            "95588",
            "10086和110",
            "我是10086的客服",
        ),
        *("您好，8号为您服务", "工号10086", "我知道8号为您服务", "零八号为您服务", "洞八号坐席"),
        *("11月2号上午9点", "2026-11-02 09:14:05", "20261102", "二零二六年十一月二日", "2026110209140512"),
        *(
            "一共12345678元",
            "¥13800000000",
            "六千五百块",
            "价格158.50,169.30,180",
            "收件10000件",
            "百分之百",
            "3.1415926535",
        ),
        *(
            "等一下，一会儿",
            "一二三四五",
            "一五一十",
            "三三两两",
            "不管三七二十一",
            "15、16、17、18、19号都可以",
        ),
        *("在2号楼大厅", "健身房2楼A区", "三室一厅", "一号线二号口", "坐8路车到3号线", "3楼2号窗口"),
        *(
            "电话响了3声",
            "微信支付",
            "微信加一下",
            "微信吧，thanks",
            "尾号5678",
            "验证码是123456",
            "@所有人",
            "",
        ),
        *("请留下您的电话号码", "您的身份证号是多少", "订单号说一下", "订单查询电话4001234567"),
    ],
)
def test_personal_innocents_stay(text: str) -> None:
    assert personal(text) == []
    assert masked(text) == text


def test_personal_spans_cut_the_data_out_of_the_text() -> None:
    text = "姓名张三，１３８１２３４５６７８，zhang@qq.com"
    assert [text[slice(*piece.span)] for piece in personal(text)] == [
        "１３８１２３４５６７８",
        "zhang@qq.com",
    ]


def test_personal_neighbours_are_told_apart() -> None:
    text = "13812345678,13912345678，11010519491231002X"
    assert [piece.kind for piece in personal(text)] == ["phone", "phone", "identity"]


def test_personal_card_and_phone_in_a_row() -> None:
    assert masked("6222021234567890 13812345678") == "6222********7890 138****5678"


def test_personal_address_keeps_city_and_road_and_masks_every_number() -> None:
    text = "我住福州市鼓楼区五一中路8号阳光小区3栋2单元501室"
    assert masked(text) == "我住福州市鼓楼区五一中路*号阳光小区*栋*单元***室"


def test_personal_wrong_checksum_is_no_identity_but_still_masked() -> None:
    assert [piece.kind for piece in personal("350102199003074511")] == ["bank_card"]


@pytest.mark.parametrize(
    "unseen", ["\u200b", "\u200c", "\u200d", "\u2060", "\ufeff", "\u00ad", "\u202e", "\u2066", "\x01"]
)
def test_personal_is_found_across_what_nobody_sees(unseen: str) -> None:
    parted = unseen.join(["138", "1234", "5678"])
    text = f"电话{parted}，{unseen}谢谢"
    assert [piece.kind for piece in personal(text)] == ["phone"]
    assert text[slice(*personal(text)[0].span)] == parted
    assert masked(text) == f"电话{unseen.join(['138', '****', '5678'])}，{unseen}谢谢"
    assert masked(unseen.join("一三八一二三四五六七八")) == unseen.join("一三八****五六七八")
    assert masked(unseen.join("zhang@qq.com")) == unseen.join("z****@qq.com")
    assert masked(unseen.join("您好，请稍等")) == unseen.join("您好，请稍等")


@given(
    st.text(st.sampled_from("0123456789１一三八幺零，- 号路栋室@aX微信订单¥元京\u200b\u00ad"), max_size=60)
)
def test_personal_masking_keeps_the_length_and_changes_only_the_data(text: str) -> None:
    shown = masked(text)
    assert len(shown) == len(text)
    inside = {place for piece in personal(text) for place in range(*piece.span)}
    assert all(shown[place] in (text[place], "*") for place in inside)
    assert all(shown[place] == text[place] for place in set(range(len(text))) - inside)


@pytest.mark.parametrize(
    ("text", "limit"),
    [
        ("您的电话没有声音，请您换一个电话再打过来，再见", 2e-6),
        ("您好，请问有什么可以帮到您？请您稍等一下，我帮您查询一下", 2e-6),
        ("8号为您服务", 20e-6),
        ("您的电话是13812345678对吗", 20e-6),
    ],
)
def test_personal_is_quick(text: str, limit: float) -> None:
    personal(text)
    best = min(timeit.repeat(lambda: personal(text), number=200, repeat=20)) / 200
    assert best < limit * 3  # a busy machine
