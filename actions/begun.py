"""Whether a form has only just been opened."""

from rasa_sdk import Tracker


def just_begun(tracker: Tracker, form: str) -> bool:
    """Whether the latest message opened the form; while it is open every message is for it.

    After a session has expired Rasa still holds the slot as requested, and what was in it.
    """
    for event in reversed(tracker.events):
        if event.get("event") == "active_loop":
            return bool(event.get("name") == form)
        if event.get("event") == "user":
            return False
    return False
