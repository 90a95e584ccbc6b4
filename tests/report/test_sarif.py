import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any
from urllib.parse import unquote

import pytest

from bot.check.finding import Evidence, Finding

from .conftest import RUDE, case, finding


def run(made: bytes) -> Any:
    log = json.loads(made)
    assert log["version"] == "2.1.0"
    return log["runs"][0]


def test_sarif_result_points_at_its_rule(written: Callable[..., bytes], severe: Finding) -> None:
    made = run(written("sarif", case("a", finding(), severe), case("b", severe)))
    rules = made["tool"]["driver"]["rules"]
    assert [rules[result["ruleIndex"]]["id"] for result in made["results"]] == ["O01", "F04", "F04"]
    assert [rule["name"] for rule in rules] == ["开头语", "争吵"]


@pytest.mark.parametrize(
    ("severity", "level"), [("light", "note"), ("medium", "warning"), ("severe", "error")]
)
def test_sarif_level_follows_severity(written: Callable[..., bytes], severity: str, level: str) -> None:
    made = run(written("sarif", case("a", finding(severity=severity))))
    assert made["results"][0]["level"] == level
    assert made["tool"]["driver"]["rules"][0]["defaultConfiguration"]["level"] == level


def test_sarif_region_cuts_the_words_out_of_the_turn(written: Callable[..., bytes], severe: Finding) -> None:
    made = run(written("sarif", case("通话/1", severe)))
    place = made["results"][0]["locations"][0]
    region = place["physicalLocation"]["region"]
    assert RUDE[region["charOffset"] :][: region["charLength"]] == "有完没完"
    assert unquote(place["physicalLocation"]["artifactLocation"]["uri"]) == "通话/1#/turns/2/text"
    assert place["logicalLocations"][0]["fullyQualifiedName"] == "通话/1/turns/2"


def test_sarif_more_evidence_is_related(written: Callable[..., bytes]) -> None:
    found = finding(evidence=(Evidence(0, (0, 1), "您"), Evidence(2, (0, 1), "你")))
    assert len(run(written("sarif", case("a", found)))["results"][0]["relatedLocations"]) == 1


def test_sarif_without_evidence_the_whole_turn_is_the_place(written: Callable[..., bytes]) -> None:
    made = run(written("sarif", case("a", finding(evidence=(), turn=2))))
    region = made["results"][0]["locations"][0]["physicalLocation"]["region"]
    assert region == {"charOffset": 0, "charLength": len(RUDE)}


def test_sarif_fingerprint_outlives_a_new_book_version_but_not_other_words(
    written: Callable[..., bytes],
) -> None:
    def fingerprint(found: Finding, version: str) -> str:
        made = run(written("sarif", case("a", found, book_version=version)))
        return str(made["results"][0]["partialFingerprints"]["huashu/v1"])

    assert fingerprint(finding(), "1") == fingerprint(finding(message="另一种说法"), "2")
    assert fingerprint(finding(), "1") != fingerprint(replace(finding(), evidence=()), "1")


def test_sarif_nothing_found_is_an_empty_run(written: Callable[..., bytes]) -> None:
    made = run(written("sarif"))
    assert (made["results"], made["tool"]["driver"]["rules"]) == ([], [])
