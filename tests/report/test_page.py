import re
from collections.abc import Callable
from html.parser import HTMLParser

import pytest

from bot.check.finding import Evidence, Finding
from bot.report import page

from .conftest import case, finding

ATTACK = '"><script>alert(1)</script><img src=x onerror=alert(2)>'


class Tags(HTMLParser):
    """Every tag with its attributes, and how often the page's own script ends."""

    def __init__(self, made: bytes) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(made.decode())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def count(self, tag: str) -> int:
        return sum(name == tag for name, _ in self.tags)


def test_html_script_in_texts_ids_and_agents_stays_text(written: Callable[..., bytes]) -> None:
    found = finding(
        ATTACK, name=ATTACK, message=ATTACK, expected=ATTACK, parts=(), why=ATTACK, clause=ATTACK, severity=ATTACK,
        evidence=(Evidence(0, (0, 9), ATTACK[:9]),),
    )  # fmt: skip
    attacked = case(ATTACK, found, texts=[ATTACK, ATTACK], agent=ATTACK, book=ATTACK, book_version=ATTACK)
    tags = Tags(written("html", attacked, title=ATTACK))
    assert tags.count("script") == 1
    assert tags.count("img") == 0
    assert not [name for _, attributes in tags.tags for name in attributes if name.startswith("on")]


def test_html_needs_no_network(written: Callable[..., bytes]) -> None:
    tags = Tags(written("html", case("a", finding())))
    assert not [
        a for _, a in tags.tags if {"src", "action"} & set(a) or not (a.get("href") or "#").startswith("#")
    ]
    assert b"url(" not in written("html")
    assert b"default-src 'none'" in written("html")


def test_html_evidence_is_marked_with_its_rule(written: Callable[..., bytes], severe: Finding) -> None:
    made = written("html", case("a", severe)).decode()
    assert re.search(r'<mark style="--c:var\(--severe\)"[^>]*>有完没完<b>F04</b></mark>', made)


def test_html_overlapping_evidence_loses_no_character(written: Callable[..., bytes]) -> None:
    one, other = (
        finding("A01", evidence=(Evidence(0, (0, 4), "一二三四"),)),
        finding("A02", evidence=(Evidence(0, (2, 6), "三四五六"),)),
    )
    made = written("html", case("a", one, other, texts=["一二三四五六七"])).decode()
    bubble = made[made.index('class="bubble"') :].split("</li>")[0]
    assert re.sub(r"<b>.*?</b>|<[^>]+>|\s", "", bubble.partition(">")[2]) == "一二三四五六七"
    assert "<b>A01 A02</b>" in bubble


def test_html_missing_parts_are_marked(written: Callable[..., bytes]) -> None:
    made = written("html", case("a", finding())).decode()
    assert '<span class="said">您好</span>，兑换中心，<span class="missing">8号</span>为您服务。' in made


def test_html_bubbles_know_who_speaks(written: Callable[..., bytes]) -> None:
    tags = Tags(written("html", case("a")))
    assert [a["class"] for tag, a in tags.tags if tag == "li"] == ["agent", "customer", "agent"]


def test_html_worst_conversation_comes_first(written: Callable[..., bytes]) -> None:
    tags = Tags(written("html", case("a", score=90), case("b", score=40), case("c", score=90)))
    assert [a["data-id"] for tag, a in tags.tags if tag == "details"] == ["b", "a", "c"]


def test_html_shows_only_the_worst_in_full_and_says_so(
    written: Callable[..., bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(page, "SHOWN", 2)
    made = written("html", *[case(f"c{score}", score=score) for score in (70, 60, 90, 50)])
    assert [a["data-id"] for tag, a in Tags(made).tags if tag == "details"] == ["c50", "c60"]
    assert "共 4 个会话，下面完整列出得分最低的 2 个" in made.decode()


def test_html_finding_links_to_its_turn(written: Callable[..., bytes], severe: Finding) -> None:
    tags = Tags(written("html", case("a", severe)))
    targets = [a["href"] for tag, a in tags.tags if tag == "a"]
    assert targets == ["#c0t2"]
    assert "c0t2" in [a.get("id") for _, a in tags.tags]


def test_html_nothing_checked_is_still_a_page(written: Callable[..., bytes]) -> None:
    assert "没有违反任何规则" in written("html").decode()
