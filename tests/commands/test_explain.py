from typer.testing import CliRunner

from bot.cli import app


def test_explain_prints_the_rule_of_the_book() -> None:
    done = CliRunner().invoke(app, ["explain", "O01", "--book", "gym"])
    assert done.exit_code == 0
    assert "应当说：“您好！加速度。”" in done.output


def test_explain_unknown_rule_lists_those_there_are() -> None:
    done = CliRunner().invoke(app, ["explain", "S99"])
    assert "没有“S99”这条规则。可以写：A01" in str(done.exception)
