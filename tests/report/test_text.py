from collections.abc import Callable

from bot.check.finding import Evidence, Finding

from .conftest import case, finding


def test_text_head_names_id_agent_score_and_result(written: Callable[..., bytes]) -> None:
    head = written("text", case("c-001", finding(), score=42, passed=False)).decode().splitlines()[0]
    assert head == "✗ c-001  坐席 A08  42 分  不合格"


def test_text_finding_names_rule_clause_and_points(written: Callable[..., bytes]) -> None:
    assert "  O01 开头语  K.6.1  轻度 扣 2 分" in written("text", case("c", finding())).decode().splitlines()


def test_text_carets_stand_under_the_words(written: Callable[..., bytes], severe: Finding) -> None:
    lines = written("text", case("c", severe)).decode().splitlines()
    at = next(place for place, line in enumerate(lines) if "第3句" in line)
    assert lines[at] == "    第3句 坐席 00:10：你自己不看清楚，有完没完？"
    assert lines[at + 1] == " " * (4 + len("第3句 坐席 00:10：") + 5 + 16) + "^" * 8


def test_text_missing_parts_are_marked(written: Callable[..., bytes]) -> None:
    assert "    应说：您好，兑换中心，〔缺：8号〕为您服务。" in written("text", case("c", finding())).decode()


def test_text_why_is_told(written: Callable[..., bytes]) -> None:
    assert "    原因：客户要知道找谁。" in written("text", case("c", finding())).decode()


def test_text_many_turns_are_cut(written: Callable[..., bytes]) -> None:
    evidence = tuple(Evidence(turn, (0, 1), "你") for turn in range(8))
    made = written("text", case("c", finding(evidence=evidence), texts=["你好"] * 8)).decode()
    assert "第5句" in made
    assert "第6句" not in made
    assert "另有 3 处" in made


def test_text_long_turns_are_wrapped_to_the_width(written: Callable[..., bytes]) -> None:
    made = written("text", case("c", finding(), texts=["您好" * 60]), width=60).decode()
    shown = [line for line in made.splitlines() if "您好您好" in line]
    assert len(shown) > 2
    assert max(sum(1 + (ord(c) > 0x2E80) for c in line) for line in shown) <= 60


def test_text_terminal_codes_in_a_turn_do_not_reach_the_terminal(written: Callable[..., bytes]) -> None:
    assert b"\x1b" not in written("text", case("c\x1b[2J", finding(), texts=["您好\x1b[31m"]))


def test_text_colour_underlines_instead_of_carets(written: Callable[..., bytes]) -> None:
    made = written("text", case("c", finding()), colour=True).decode()
    assert "\x1b[1;4;31m您好" in made
    assert "^" not in made


def test_text_brackets_are_no_markup(written: Callable[..., bytes]) -> None:
    assert (
        "[bold]您好[/bold]"
        in written("text", case("c", finding(message="[bold]您好[/bold]")), colour=True).decode()
    )


def test_text_summary_counts_and_ranks(written: Callable[..., bytes], severe: Finding) -> None:
    cases = [
        case("a", finding(), score=90),
        case("b", finding(), severe, score=55, passed=False, critical=True),
    ]
    lines = written("text", *cases).decode().splitlines()
    assert "共 2 个会话，平均 72.5 分，合格 1 个，不合格 1 个，其中一票否决 1 个，扣分项 3 条。" in lines
    assert [line.split()[:3] for line in lines[-2:]] == [["2", "次", "O01"], ["1", "次", "F04"]]


def test_text_nothing_is_said_so(written: Callable[..., bytes]) -> None:
    assert written("text").decode() == "没有会话。\n"
