"""`huashu practise`: its options."""

from typing import Annotated, Literal

import typer

from bot.book.shelf import DEFAULT_BOOK


def practise(
    scene: Annotated[
        str,
        typer.Argument(
            help="The scene, e.g. silent_call or 无声电话; two with + between them; "
            "list: all scenes; exam: an examination; weak: what you get wrong; again: go on with the last one; "
            "progress: your scores."
        ),
    ],
    book: Annotated[
        str, typer.Option("--book", help="The trade's book, e.g. exchange, gym, shop.")
    ] = DEFAULT_BOOK,
    difficulty: Annotated[int, typer.Option(min=1, max=3, help="1 easy, 2 ordinary, 3 hard.")] = 1,
    seed: Annotated[int | None, typer.Option(help="The same number plays the same customer.")] = None,
    agent_lines: Annotated[
        str,
        typer.Option(
            "--agent-lines", help="A file with the trainee's lines, one a line; - for standard input."
        ),
    ] = "",
    agent_number: Annotated[str, typer.Option(help="Your number, e.g. 8.")] = "8",
    mode: Annotated[
        Literal["free", "guided", "timed"],
        typer.Option(help="guided shows the line with growing gaps; timed goes by the real clock."),
    ] = "free",
    trainee: Annotated[str, typer.Option(help="Your name: sessions are kept, and can be gone on with.")] = "",
    replay: Annotated[
        str, typer.Option(help="A transcript whose customer is replayed; SCENE is then its number, from 1.")
    ] = "",
    format_: Annotated[Literal["text", "json"], typer.Option("--format", help="text or json.")] = "text",
) -> None:
    """Rehearse a scene against a simulated customer; every line is checked by the book."""
    from bot.commands.rehearsal import Wanted, rehearse
    from bot.practice.part import difficulty_of

    rehearse(
        Wanted(
            scene=scene,
            book=book,
            difficulty=difficulty_of(difficulty),
            seed=seed,
            lines=agent_lines,
            agent_number=agent_number,
            mode=mode,
            trainee=trainee,
            replay=replay,
            json=format_ == "json",
        )
    )
