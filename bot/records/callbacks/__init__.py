"""Call-backs (回访, K.7): who is owed one and by when, every attempt, who is still missing, and what was done too late.

The import asks `owed` what a conversation promises, and `add_owed` writes it down.
"""

from bot.records.callbacks.promises import Owed, add_owed, owed

__all__ = ["Owed", "add_owed", "owed"]
