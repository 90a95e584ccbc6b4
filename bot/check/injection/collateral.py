"""What may be broken along with a rule, so that nothing is claimed about it."""

from bot.check.injection.draft import Draft
from bot.check.injection.listener import Listener
from bot.check.injection.work import operators


def collateral(listener: Listener, before: Draft, after: Draft) -> set[str]:
    """Rules that ask for the very words that are gone or late, forbid those that came, or measure the same thing."""
    found = set[str]()
    gone = {i for i, one in enumerate(before.said) if not any(one.text in other.text for other in after.said)}
    late = before.said[-1] in after.said and len(after.said) > len(before.said) and not gone
    came = [one for one in after.said if one not in before.said and one.role == "agent"]
    for other, rule in listener.book.rules.items():
        if rule.require is not None and gone & set(listener.places(rule.require, before)):
            found.add(other)
        if (
            late
            and rule.when is not None
            and rule.window
            and rule.window.next
            and any(listener.holds(rule.when, before, i) for i in range(len(before.said)))
        ):
            found.add(other)
        alone = [Draft(after.head, (one,)) for one in came]
        told = [condition for condition in (rule.forbid, rule.when) if condition is not None]
        if any(listener.holds(condition, draft, 0) for condition in told for draft in alone):
            found.add(other)
        timed = [
            g
            for key in ("require", "forbid")
            for g in operators(getattr(rule, key), listener.book.cues, "pause")
        ]
        if timed and any(one.gap > 10 for one in came):
            found.add(other)
    return found
