from bot.check.spans import joined, outermost, outside


def test_outermost_drops_what_stands_inside_others() -> None:
    assert outermost([(3, 5), (0, 6), (5, 9)]) == [(0, 6), (5, 9)]


def test_joined_makes_one_of_what_overlaps_and_leaves_what_only_touches() -> None:
    assert joined([(5, 8), (0, 3), (2, 4), (8, 9)]) == [(0, 4), (5, 8), (8, 9)]


def test_outside_keeps_what_no_other_covers_whole() -> None:
    assert list(outside([(0, 2), (1, 4)], [(0, 3)])) == [(1, 4)]
