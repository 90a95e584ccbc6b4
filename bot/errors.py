"""Errors that a person reads: each says what is wrong, where, and what to do.

    HuashuError
    ├── BookError        a script book or handbook file that cannot be used
    ├── ModelError       the trained language model is missing or unreadable
    ├── TranscriptError  a conversation that cannot be read (bot.conversation.errors)
    ├── StoreError       the database cannot be opened or is of another version
    └── LaunchError      a service cannot be started (port in use, missing program)

Messages are Chinese, one line each, because agents and trainers read them.
"""


class HuashuError(Exception):
    """Base of every error whose message is meant for the user."""


class BookError(HuashuError):
    """A script book or handbook file that cannot be used."""


class ModelError(HuashuError):
    """The trained language model is missing or unreadable."""


class StoreError(HuashuError):
    """The database cannot be opened, or belongs to another version."""


class LaunchError(HuashuError):
    """A service cannot be started."""
