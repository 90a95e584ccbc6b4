"""Errors that a person reads: each says what is wrong, where, and what to do.

    HuashuError
    ├── BookError        a script book or handbook file that cannot be used
    ├── ModelError       the trained language model is missing or unreadable
    ├── TranscriptError  a conversation that cannot be read (bot.conversation.errors)
    ├── StoreError       the database cannot be opened or is of another version
    ├── LaunchError      a service cannot be started (port in use, missing program)
    ├── NotFound         there is no such agent, finding, form, …
    ├── NotAllowed       the person may not do this
    └── Refused          the rules do not allow it: a second review, a late appeal, a month not over
        └── Conflict     somebody else changed the same thing meanwhile

Messages are Chinese, one line each, because agents and trainers read them.
"""

import errno
import os

_REASONS = {
    errno.ENOENT: "没有这个文件",
    errno.ENOTDIR: "路径里有一段不是目录",
    errno.EISDIR: "它是一个目录",
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.EROFS: "磁盘是只读的",
    errno.ENOSPC: "磁盘满了",
    errno.ENAMETOOLONG: "文件名太长",
    errno.ELOOP: "链接绕成了圈",
}


def reason(error: OSError) -> str:
    """Why a file cannot be opened or written, in a few words."""
    code = error.errno or 0
    return _REASONS.get(code) or os.strerror(code)


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


class NotFound(HuashuError):
    """What was named is not there; the message lists what is, or how to find it."""


class NotAllowed(HuashuError):
    """The person's role does not allow this; the message says whose does."""


class Refused(HuashuError):
    """The desk's rules do not allow this here and now; nothing has been written."""


class Conflict(Refused):
    """Somebody else has changed the same thing meanwhile; nothing has been written."""
