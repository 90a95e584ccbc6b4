import pytest

from bot.coach.quoted import said_in


@pytest.mark.parametrize(
    ("pasted", "said"),
    [
        ("我刚说了“你等一下”，行吗", "你等一下"),
        ("我跟客户讲「这不归我管」可以不", "这不归我管"),
        ("我刚说了你等一下，行吗", "你等一下"),
        ("帮我看看这句：快点说我忙着呢", "快点说我忙着呢"),
        ("刚才开场我说的是喂你好哪位，对不对", "喂你好哪位"),
        ("業主報修我說知道了等着吧這樣行嗎", "知道了等着吧"),
        ("你等一下", "你等一下"),
    ],
)
def test_quoted_words_are_taken_out_of_their_frame(pasted: str, said: str) -> None:
    assert said_in(pasted) == said
