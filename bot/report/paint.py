"""Lines of text with or without colours."""

from collections.abc import Callable, Sequence

#: A stretch of a line and its style, as rich knows it.
Run = tuple[str, str]


def painter(*, colour: bool) -> Callable[[Sequence[Run]], str]:
    """What makes a line of its runs; colours only where the terminal has them."""
    return _painter() if colour else _plain


def _plain(runs: Sequence[Run]) -> str:
    return "".join(text for text, _ in runs).rstrip()


def _painter() -> Callable[[Sequence[Run]], str]:
    """Lines in ANSI colours. Rich is loaded only here."""
    from io import StringIO

    from rich.console import Console
    from rich.text import Text as Painted

    console = Console(
        file=StringIO(), force_terminal=True, color_system="256", legacy_windows=False, width=10_000
    )

    def paint(runs: Sequence[Run]) -> str:
        with console.capture() as captured:
            console.print(Painted.assemble(*runs), end="", soft_wrap=True)
        return captured.get()

    return paint
