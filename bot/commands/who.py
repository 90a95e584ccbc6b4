"""Who is at the terminal: `--by`, or `HUASHU_USER`."""

from typing import Annotated

import typer

from bot.errors import HuashuError
from bot.language.unseen import tidied

By = Annotated[
    str, typer.Option("--by", envvar="HUASHU_USER", help="Who you are: a name from `huashu users list`.")
]


def who(by: str) -> str:
    """The name given.

    Raises:
        HuashuError: there is none.
    """
    if not tidied(by):
        raise HuashuError(
            "请写明是谁在操作：--by 姓名（或设环境变量 HUASHU_USER）。有哪些人：huashu users list。"
        )
    return by.strip()
