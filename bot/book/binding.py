"""Which scene a line, and which scene a rule belongs to."""

from bot.book.model import Book, Rule


def scene_of_line(book: Book, line: str) -> str:
    """The scene that says a line: the one of the same name, else the first; or nothing."""
    if line in book.scenes and any(step.say == line for step in book.scenes[line].steps):
        return line
    return next(
        (name for name, scene in book.scenes.items() if any(step.say == line for step in scene.steps)), ""
    )


def scene_of_rule(book: Book, rule: Rule) -> str:
    """The scene whose line a rule demands; nothing for a rule that belongs everywhere.

    A rule that only forbids may name a line as the better way to put it; it is held to in every conversation.
    """
    return scene_of_line(book, rule.expected) if rule.expected and rule.require is not None else ""
