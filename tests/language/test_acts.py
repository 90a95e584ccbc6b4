"""What sentences do: cutting, hearing several acts at once, training, files, and the trained model itself."""

import time
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from bot.errors import ModelError
from bot.language.acts import LONGEST, SHORTEST, ActModel, RoleActs, pieces
from bot.language.acts_examples import Lines
from bot.language.acts_training import train_act_model
from bot.language.examples import Example
from bot.language.folded import Folded
from bot.language.store import acts

CONDUCT = ["blunt", "shirk", "blame", "insult", "chat", "overpromise", "interrupt", "dialect", "disclose"]

#: Two acts that are easy to reckon with: 错 weighs for blame and 歉 for apology, each in four characters or fewer.
BY_HAND = RoleActs(
    ("agent_apologise", "agent_blame"),
    ["歉", "错", "不"],
    np.array([[8, 0], [0, 8], [0, -8]], dtype=np.float32),
    np.array([-2, -2], dtype=np.float32),
)

SHOWN = {
    "agent_blame": ["是您自己填错的", "您自己没看清楚", "谁让您自己不看", "您自己弄丢的怪谁"],
    "agent_look_up": ["我帮您查一下", "我马上去问一下", "我帮您核实一下", "我查到就告诉您"],
    "agent_ordinary": ["请问您贵姓", "您好请讲", "在三楼左手边", "下午五点关门"],
    "customer_thanks": ["谢谢你啊", "太谢谢了", "多谢多谢", "谢谢您"],
    "customer_ask": ["几点开门", "多少钱一张", "在哪里办", "要带什么"],
}


def _listen(model: RoleActs, text: str, sure: float = 0.5):
    listen = model.listener([(7, "agent_apologise", sure), (9, "agent_blame", sure)])
    assert listen is not None
    return sorted(listen(Folded(text).phrased))


def _examples() -> list[Example]:
    return [Example(t, act, voice="ab"[n % 2]) for act, texts in SHOWN.items() for n, t in enumerate(texts)]


def test_pieces_are_sentences_and_short_ones_join_their_neighbour() -> None:
    text = "您好。请您稍等一下，我去查。好的。"
    assert [text[a:b] for a, b in pieces(text)] == ["您好。请您稍等一下，我去查。好的"]
    text = "您的件昨天已经签收了。我再帮您问一下快递员。"
    assert [text[a:b] for a, b in pieces(text)] == ["您的件昨天已经签收了", "我再帮您问一下快递员"]


@pytest.mark.parametrize("text", ["", "。", "，，，", "。，。"])
def test_pieces_of_nothing_said_are_none(text: str) -> None:
    assert pieces(text) == []


@pytest.mark.parametrize("text", ["一二三四五六七八九十" * 30, "一二三四五六七，" * 30, "一二三。" * 30])
def test_pieces_of_a_long_turn_cover_it_in_bounded_windows(text: str) -> None:
    found = pieces(text)
    covered = {place for a, b in found for place in range(a, b)}
    assert {place for place, c in enumerate(text) if c.isalnum()} <= covered
    assert max(b - a for a, b in found) <= LONGEST + SHORTEST
    assert all(later > earlier for (earlier, _), (later, _) in pairwise(found))


def test_acts_several_are_heard_at_once_each_with_its_sentence() -> None:
    found = _listen(BY_HAND, "非常抱歉啊。是您填错了。")
    assert [(number, span) for number, span, _ in found] == [(7, (0, 5)), (9, (6, 11))]
    assert found[1][2] == pytest.approx(1 / (1 + np.exp(-(8 / np.sqrt(5) - 2))))


def test_acts_the_best_sentence_is_shown() -> None:
    assert [(n, span) for n, span, _ in _listen(BY_HAND, "他没有填错日期。填错了吧。", 0.2)] == [(9, (8, 12))]


def test_acts_below_the_least_probability_are_not_heard() -> None:
    (sure,) = [p for number, _, p in _listen(BY_HAND, "填错了吧", 0.1) if number == 9]
    assert len(_listen(BY_HAND, "填错了吧", sure - 0.01)) == 1
    assert _listen(BY_HAND, "填错了吧", sure + 0.01) == []


def test_acts_only_the_wanted_are_heard() -> None:
    model = ActModel("by hand", {"agent": BY_HAND})
    listen = model.listener("agent", [(3, "agent_blame", 0.5), (4, "agent_unheard_of", 0.5)])
    assert listen is not None
    assert [number for number, _, _ in listen("抱歉您填错了")] == [3]
    assert model.listener("agent", [(4, "agent_unheard_of", 0.5)]) is None
    assert model.listener("customer", [(3, "agent_blame", 0.5)]) is None


def test_acts_training_learns_and_twice_gives_the_same() -> None:
    first, second = train_act_model(_examples()), train_act_model(_examples()[::-1])
    assert first.version == second.version
    assert np.array_equal(first.roles["agent"].weights, second.roles["agent"].weights)
    listen = first.listener("agent", [(n, act, 0.0) for n, act in enumerate(SHOWN)])
    assert listen is not None
    heard = {number: p for number, _, p in listen("您自己填错的")}
    assert heard[0] > heard.get(1, 0)
    assert train_act_model(_examples()[:-1]).version != first.version


def test_acts_that_overlap_do_not_teach_against_each_other() -> None:
    texts = {
        "agent_blunt": "爱买不买",
        "agent_shirk": "不归我管",
        "agent_hold": "请您稍等",
        "agent_bare_request": "等一下",
    }
    lines = Lines.of("agent", [Example(text, act) for act, text in texts.items()])
    taught = {act: set(lines.intents[lines.teaching(act)]) for act in texts}
    assert "agent_shirk" not in taught["agent_blunt"]
    assert "agent_hold" in taught["agent_blunt"]
    assert "agent_hold" in taught["agent_bare_request"], "a wait asked for politely is no bare request"


def test_acts_saved_and_loaded_are_the_same(tmp_path: Path) -> None:
    model = train_act_model(_examples())
    model.save(tmp_path)
    loaded = ActModel.load(tmp_path)
    assert loaded.version == model.version
    for role, own in model.roles.items():
        assert loaded.roles[role].vocabulary == own.vocabulary
        assert np.array_equal(loaded.roles[role].weights, own.weights)
        assert np.array_equal(loaded.roles[role].bias, own.bias)


@pytest.mark.parametrize("name", ["acts.json", "acts.npz", "acts.agent.txt"])
def test_acts_missing_or_damaged_say_what_to_run(tmp_path: Path, name: str) -> None:
    train_act_model(_examples()).save(tmp_path)
    (tmp_path / name).write_bytes(b"{")
    with pytest.raises(ModelError, match="make train"):
        ActModel.load(tmp_path)
    (tmp_path / name).unlink()
    with pytest.raises(ModelError, match="make train"):
        ActModel.load(tmp_path)


@pytest.mark.parametrize(
    ("role", "said", "act"),
    [
        ("agent", "这不归我管，你找别人去", "shirk"),
        ("agent", "是您自己填错了地址，怪谁呢", "blame"),
        ("agent", "你有病吧", "insult"),
        ("agent", "我保证百分之百给您退", "overpromise"),
        ("agent", "您先听我说完", "interrupt"),
        ("agent", "我不管你急不急，爱买不买", "blunt"),
        ("agent", "你周末去不去唱歌，我请你吃火锅", "chat"),
        ("agent", "我非常理解您的心情", "empathise"),
        ("agent", "我查清楚后马上给您复电话", "look_up"),
        ("agent", "这个我不太清楚", "cannot_answer"),
        ("customer", "你们什么破服务，气死我了", "angry"),
        ("customer", "王八蛋", "abuse"),
        ("customer", "我要去消协告你们", "threat"),
        ("customer", "我要投诉你们的快递员", "complain"),
        ("customer", "谢谢你啊", "thanks"),
    ],
)
def test_acts_trained_are_heard(role: str, said: str, act: str) -> None:
    listen = acts().listener(role, [(0, f"{role}_{act}", 0.7)])
    assert listen is not None and listen(Folded(said).phrased)


@pytest.mark.parametrize(
    "said",
    [
        "您好，请问有什么可以帮您",
        "请您稍等，我帮您查一下",
        "非常抱歉，让您久等了",
        "是您本人来办吗？",
        "地址写错了也没关系，我帮您改过来。",
        "这个不能退，请您谅解。",
        "能不能赔我不敢跟您保证，要等定损。",
        "滚筒洗衣机在三楼",
        "好的，亲，已经给您备注上了哦~",
        "您慢慢说，不着急。",
        "感谢您的来电，再见",
    ],
)
def test_acts_trained_hear_no_misconduct_in_innocent_words(said: str) -> None:
    listen = acts().listener("agent", [(n, f"agent_{act}", 0.7) for n, act in enumerate(CONDUCT)])
    assert listen is not None
    assert [CONDUCT[number] for number, _, _ in listen(Folded(said).phrased)] == []


def test_acts_blame_is_heard_within_a_long_unpunctuated_turn() -> None:
    said = "您好我这边看到您的订单是前天下午三点四十分下的单然后昨天上午已经从仓库发出来了是您自己填错了地址怪谁呢所以快递退回来了"
    listen = acts().listener("agent", [(0, "agent_blame", 0.7)])
    assert listen is not None
    ((_, (start, end), _),) = listen(Folded(said).phrased)
    assert "自己填错" in said[start:end] and end - start < len(said) / 2


@pytest.mark.timed
def test_acts_take_microseconds() -> None:
    listen = acts().listener("agent", [(n, f"agent_{act}", 0.7) for n, act in enumerate(CONDUCT)])
    assert listen is not None
    said = Folded("您的这个件昨天已经签收了，我再帮您问一下快递员好吗").phrased
    rounds = []
    for _ in range(20):
        started = time.perf_counter()
        for _ in range(100):
            listen(said)
        rounds.append(time.perf_counter() - started)
    assert min(rounds) / 100 < 150e-6


def test_acts_of_a_role_without_examples_are_left_out() -> None:
    alone = replace(train_act_model(_examples()), roles={"agent": BY_HAND})
    assert alone.listener("customer", [(0, "customer_thanks", 0.5)]) is None
