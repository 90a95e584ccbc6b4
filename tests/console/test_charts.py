"""Charts of weeks."""

from bot.console.charts import rate_chart, score_chart
from bot.statistics.interval import Mean, Share
from bot.statistics.standing import Standing, Sums

WEEKS = ("2026-W42", "2026-W43", "2026-W44")


def _week(key: str, count: int, score: int = 90) -> Standing:
    total = score * count
    return Standing(key, key, "", Sums(Mean(count, total, total * score + count), count))


def test_charts_keep_an_empty_week_as_a_gap() -> None:
    chart = score_chart(WEEKS, [_week("2026-W42", 30), _week("2026-W44", 30)], 20)
    assert chart["xAxis"]["data"] == list(WEEKS)
    *band, means, shares = chart["series"]
    assert means["data"] == [90, None, 90] and shares["data"] == [100, None, 100]
    assert not means["connectNulls"] and all(one["data"][1] is None for one in band)


def test_charts_of_scores_end_at_a_hundred() -> None:
    chart = score_chart(WEEKS, [_week("2026-W42", 3, 100)], 20)
    low, wide = (one["data"][0] for one in chart["series"][:2])
    assert chart["yAxis"][0]["max"] == 100 and round(low + wide, 2) == 100


def test_charts_name_their_axes_below_the_title() -> None:
    chart = score_chart(WEEKS, [_week("2026-W42", 3)], 20)
    # The title and the line below it take 55 pixels; the name of an axis stands up to 30 above the grid.
    assert chart["grid"]["top"] >= 55 + 30


def test_charts_mark_weeks_of_few_conversations() -> None:
    chart = score_chart(WEEKS, [_week("2026-W42", 20), _week("2026-W43", 19)], 20)
    for line in chart["series"][2:]:
        enough, few, nothing = line["data"]
        assert isinstance(enough, float) and nothing is None
        assert few["symbol"] == "emptyCircle" and few["itemStyle"]["opacity"] < 1
    assert chart["title"]["subtext"] == "空心点：会话不到 20 通"
    assert score_chart(WEEKS, [_week("2026-W42", 20)], 20)["title"]["subtext"] == ""


def test_charts_mark_weeks_of_few_judgements() -> None:
    chart = rate_chart("O01", list(zip(WEEKS, (Share(5, 20), Share(1, 4), Share(0, 0)), strict=True)), 20)
    enough, few, nothing = chart["series"][2]["data"]
    assert (enough, few["value"], few["symbol"], nothing) == (25, 25, "emptyCircle", None)
    assert chart["title"]["subtext"] == "空心点：判断不到 20 次"
