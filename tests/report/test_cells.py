from bot.report.cells import carets, lines, width


def test_cells_chinese_takes_two_columns() -> None:
    assert width("a您，") == 5


def test_cells_lines_fit_and_lose_nothing() -> None:
    text = "您好，请问有什么可以帮到您？"
    cut = lines(text, 10)
    assert "".join(text[slice(*span)] for span in cut) == text
    assert all(width(text[slice(*span)]) <= 10 for span in cut)


def test_cells_no_line_begins_with_closing_punctuation() -> None:
    assert [("您好啊，再见"[slice(*span)]) for span in lines("您好啊，再见", 6)] == ["您好", "啊，再", "见"]


def test_cells_empty_text_is_one_line() -> None:
    assert lines("", 10) == [(0, 0)]


def test_cells_carets_are_as_wide_as_the_words() -> None:
    assert carets("a您好b", (0, 4), [(1, 2), (3, 4)]) == " ^^  ^"
