"""What is done with a chunk of conversations that come into the database: read, checked unless they are there, and made ready."""

import os
from dataclasses import dataclass, field
from functools import lru_cache

from bot.book.shelf import shelf
from bot.check.desk import checker
from bot.commands.source import Piece
from bot.commands.work import with_book
from bot.conversation.errors import Unreadable
from bot.conversation.model import Conversation
from bot.records.database import Database
from bot.records.desk import desk
from bot.records.intake import known_digests
from bot.records.prepared import Prepared, Words, prepared, words_of


@dataclass(slots=True)
class Ready:
    """One chunk, ready to be stored.

    Attributes:
        size: bytes that were read. `turns`: of all conversations, those that are there already among them.
        known: conversations that are there already.
    """

    size: int = 0
    turns: int = 0
    known: int = 0
    lot: list[Prepared] = field(default_factory=list)
    unreadable: list[Unreadable] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Take:
    """How conversations are taken in.

    Attributes:
        book: the book to hold them against, whatever book they name; empty: the one they name.
        url: of the database, to look up what is there already.
    """

    book: str
    url: str

    def __call__(self, chunk: list[Piece]) -> Ready:
        """Check every conversation of a chunk that is not stored yet."""
        done = Ready()
        own = desk()
        read: dict[str, tuple[Conversation, Words]] = {}
        for piece in chunk:
            done.size += piece.size
            for item in with_book(piece, self.book, shelf().books):
                if isinstance(item, Unreadable):
                    done.unreadable.append(item)
                    continue
                done.turns += len(item.turns)
                words = words_of(item, own)
                done.known += words.digest in read
                read[words.digest] = item, words
        with _database(self.url, os.getpid()).session() as session:
            there = known_digests(session, list(read))
        done.known += len(there)
        for digest, (conversation, words) in read.items():
            if digest not in there:
                report = checker(conversation.head.book).check(conversation)
                done.lot.append(prepared(conversation, report, own, words))
        return done


@lru_cache(maxsize=1)
def _database(url: str, _process: int) -> Database:
    """A connection of the process's own: one that was opened before it was copied belongs to two."""
    return Database(url)
