"""How large numbers may be and how long lists: what goes beyond is told in a sentence, before the database sees it."""

from bot.errors import NotFound

#: The largest whole number that a column holds in PostgreSQL.
LARGEST = 2**31 - 1

#: So many entries of the ledger are listed at most, and what is said where there are more.
LISTED = 1000
MORE = f"只列出前 {LISTED} 条，请按坐席或月份看。"


def there(number: int) -> int:
    """The number of a record, if there can be one of that number.

    Raises:
        NotFound: it is beyond what is ever counted to.
    """
    if abs(number) > LARGEST:
        raise NotFound(f"没有 {number} 号。请看看号码是不是多打了几位。")
    return number
