"""What a person is told where the database refuses: a sentence instead of a traceback.

Used at the edges only (HTTP and the command line); inside, whoever knows better catches the error himself.
"""

from sqlalchemy.exc import DataError, IntegrityError, SQLAlchemyError

from bot.errors import Conflict, HuashuError, StoreError


def told(error: Exception) -> HuashuError | None:
    """The error as a sentence; None where the database has nothing to do with it."""
    if isinstance(error, IntegrityError):
        return Conflict("刚刚有人写了同一件事，没有写入。请再看一遍。")
    if isinstance(error, DataError | OverflowError) or isinstance(
        getattr(error, "orig", None), OverflowError
    ):
        return HuashuError("有一个数太大、日期太远，或者文字太长，数据库存不下，没有写入。请改短或改小。")
    if isinstance(error, SQLAlchemyError):
        return StoreError("数据库这会儿用不了，这一步没有写入。请稍后再试，还不行就请管理员看日志。")
    return None


def cause(error: Exception) -> str:
    """What the database itself says, in one line; without the values that were to be written."""
    lines = str(getattr(error, "orig", None) or error).splitlines()
    return lines[0] if lines else type(error).__name__
