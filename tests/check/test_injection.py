"""Violations put into conversations of a book that its users have just written, without taking over any other."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.book.shelf import Shelf, read_shelf
from bot.check.checker import Checker
from bot.check.injection.form import line_of, table
from bot.check.injection.injection import Injection, Labelled
from bot.check.injection.measure import measured
from bot.cli import app
from bot.conversation.conversation import conversation_of
from bot.language.model import LanguageModel
from bot.language.store import acts, sounds

DESK = """
book: desk
title: 自行车行
organisation: 风行车行
lines:
  opening: {clause: N.1, say: "您好，{organisation}，{agent_number}号为您服务。", needs: [您好, "{organisation}", "{agent_number}号"]}
  closing: {clause: N.2, say: 谢谢惠顾，骑行平安！, needs: [谢谢惠顾, 骑行平安]}
  deposit: {clause: N.3, say: 租车要交押金，请您出示一下证件。, needs: [押金, 证件]}
  helmet: {clause: N.4, say: 请您戴好头盔。, needs: [头盔]}
scenes:
  greeting: {name: 问候, clause: N.1, gist: 客人来了, steps: [{say: opening}]}
  renting:
    name: 租车
    clause: N.3
    gist: 客人要租车
    begins: c_rents
    steps: [{say: deposit}, {say: helmet}]
  closing: {name: 结束, clause: N.2, gist: 客人要走, steps: [{say: closing, ends: true}]}
cues:
  c_rents: {by: customer, words: [租一辆车]}
rules:
  Z01:
    name: 开头
    clause: N.1
    severity: light
    points: 2
    why: 客人要知道这是哪里。
    window: {first: 1}
    require: {line: opening}
    good: ["您好，风行车行，8号为您服务。"]
    bad: [喂。]
  Z02:
    name: 押金
    clause: N.3
    severity: light
    points: 2
    why: 没有押金车就丢了。
    when: c_rents
    window: {next: 2}
    require: {line: deposit}
    expected: deposit
    good: ["客户：租一辆车。//坐席：租车要交押金，请您出示一下证件。"]
    bad: ["客户：租一辆车。//坐席：推走吧。"]
  Z03:
    name: 先押金后头盔
    clause: N.4
    severity: light
    points: 2
    why: 顺序不能乱。
    applies: c_rents
    require: {order: [{words: [押金]}, {words: [头盔]}]}
    expected: helmet
    good: ["客户：租一辆车。//坐席：租车要交押金，请您出示一下证件。//客户：好。//坐席：请您戴好头盔。"]
    bad: ["客户：租一辆车。//坐席：请您戴好头盔。//客户：好。//坐席：租车要交押金，请您出示一下证件。"]
  Z04:
    name: 赶客人
    clause: N.5
    severity: light
    points: 2
    why: 客人不是来挨骂的。
    forbid: {words: [磨蹭什么]}
    good: [您慢慢挑。]
    bad: [磨蹭什么呢]
  Z05:
    name: 铃响
    clause: N.6
    severity: light
    points: 2
    why: 不让人等。
    require: {not: {rings: {more: 3}}}
    good: ["@rings=2 您好。"]
    bad: ["@rings=6 您好。"]
  Z06:
    name: 沉默
    clause: N.6
    severity: light
    points: 2
    why: 不让人等。
    forbid: {pause: 15, by: agent}
    good: ["客户[0-1]：喂？//坐席[2-3]：您好。"]
    bad: ["客户[0-1]：喂？//坐席[22-23]：您好。"]
  Z07:
    name: 两遍头盔
    clause: N.4
    severity: light
    points: 2
    why: 安全要说两遍。
    applies: {words: [两遍]}
    require: {count: {words: [头盔]}, at_least: 2}
    good: ["坐席：说两遍，请您戴好头盔。//客户：好。//坐席：请您戴好头盔。"]
    bad: ["坐席：说两遍，请您戴好头盔。//客户：好。//坐席：走吧。"]
"""


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Shelf:
    folder: Path = tmp_path_factory.mktemp("scripts")
    (folder / "desk.yml").write_text(DESK, encoding="utf-8")
    return read_shelf(folder)


@pytest.fixture(scope="module")
def injection(desk: Shelf, model: LanguageModel) -> Injection:
    return Injection(desk["desk"], sounds(), acts(), [], seed=1)


@pytest.fixture(scope="module")
def made(injection: Injection) -> list[Labelled]:
    return list(injection.labelled(8))


def _of(made: list[Labelled], rule: str) -> list[Labelled]:
    return [one for one in made if one.rule == rule]


def _texts(one: Labelled) -> str:
    return "".join(turn.text for turn in one.conversation.turns)


def _found(one: Labelled, checker: Checker) -> set[str]:
    return {finding.rule for finding in checker.check(one.conversation).findings}


def test_injection_compliant_dialogues_break_no_rule(made: list[Labelled], injection: Injection) -> None:
    broken = [(one, found) for one in _of(made, "") if (found := _found(one, injection.checker))]
    assert broken == []


def test_injection_breaks_every_rule(made: list[Labelled], desk: Shelf) -> None:
    assert {one.rule for one in made if one.rule} == set(desk["desk"].rules)


@pytest.mark.parametrize("rule", [f"Z0{number}" for number in range(1, 8)])
def test_injection_what_was_broken_is_found(rule: str, made: list[Labelled], injection: Injection) -> None:
    missed = [one for one in _of(made, rule) if rule not in _found(one, injection.checker)]
    assert missed == []


@pytest.mark.parametrize(
    ("rule", "ways"),
    [
        ("Z01", {"part left out", "left out"}),
        ("Z02", {"part left out", "left out", "too late"}),
        ("Z03", {"swapped", "left out"}),
        ("Z04", {"said"}),
        ("Z05", {"rings"}),
        ("Z06", {"pause"}),
        ("Z07", {"too seldom"}),
    ],
)
def test_injection_follows_from_the_form_of_the_rule(rule: str, ways: set[str], made: list[Labelled]) -> None:
    assert ways & {one.way for one in _of(made, rule)}


def test_injection_part_left_out_keeps_the_rest_of_the_line(made: list[Labelled]) -> None:
    cut = [one for one in _of(made, "Z02") if one.way == "part left out"]
    assert cut
    assert all(("押金" in _texts(one)) != ("证件" in _texts(one)) for one in cut)


def test_injection_same_seed_makes_the_same_conversations(desk: Shelf, injection: Injection) -> None:
    again = Injection(desk["desk"], sounds(), acts(), [], seed=1)
    assert [line_of(one) for one in again.labelled(2)] == [line_of(one) for one in injection.labelled(2)]


def test_injection_another_seed_makes_others(desk: Shelf, injection: Injection) -> None:
    other = Injection(desk["desk"], sounds(), acts(), [], seed=2)
    assert line_of(other.compliant(0)) != line_of(injection.compliant(0))


def test_injection_conversations_of_a_rule_do_not_depend_on_their_number(injection: Injection) -> None:
    few = {line_of(one) for one in injection.labelled(1)}
    assert few <= {line_of(one) for one in injection.labelled(3)}


def test_injection_lines_are_transcripts_with_labels(made: list[Labelled]) -> None:
    one = _of(made, "Z04")[0]
    data = json.loads(line_of(one))
    assert data["labels"] == {"Z04": "violated"}
    assert data["injected"] == ["Z04"]
    assert conversation_of(data).turns == one.conversation.turns


def test_injection_collateral_is_said(made: list[Labelled]) -> None:
    whole = [one for one in _of(made, "Z02") if one.way == "left out"]
    assert whole
    assert all("Z03" in one.also for one in whole)


def test_injection_measure_counts_what_was_found_and_what_was_not_there(
    made: list[Labelled], injection: Injection
) -> None:
    figures = measured([*_of(made, "Z04"), Labelled(_of(made, "Z04")[0].conversation)], injection.checker)
    assert figures["Z04"].recall == 1.0
    assert figures["Z04"].wrong == 1
    assert figures["Z01"].recall is None


def test_injection_table_names_how_a_rule_was_broken(made: list[Labelled], injection: Injection) -> None:
    shown = table("desk", measured(made, injection.checker), markdown=True)
    assert "| desk | Z04 | 1.000 | 1.000 | 8 | 8 | 0 | said 8 |" in shown


def test_injection_command_writes_conversations(tmp_path: Path, model: LanguageModel) -> None:
    output = tmp_path / "labelled.jsonl"
    done = CliRunner().invoke(app, ["book", "inject", "property", "--count", "1", "--output", str(output)])
    assert done.exit_code == 0
    lines = [json.loads(line) for line in output.read_text(encoding="utf-8").splitlines()]
    assert {line["book"] for line in lines} == {"property"}


def test_injection_command_measures(model: LanguageModel) -> None:
    done = CliRunner().invoke(app, ["book", "inject", "property", "--count", "1", "--measure"])
    assert done.stdout.splitlines()[0].split() == [
        *["book", "rule", "precision", "recall", "injected", "found", "wrong", "broken", "by", "(missed)"]
    ]
