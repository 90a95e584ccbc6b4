"""The practice sessions of one server: in memory while they are used, in the database always."""

from collections import OrderedDict

from bot.practice.exchange import Exchange
from bot.practice.session import PracticeSession
from bot.practice.setting import Setting
from bot.practice.voice import configured
from bot.records.database import database
from bot.records.practice import again, begin, keep, load

#: Sessions kept in memory; older ones are played again from what is stored.
_WARM = 500


class Rehearsals:
    """The sessions of one server: in memory while they are used, in the database always."""

    def __init__(self) -> None:
        self._warm: OrderedDict[str, PracticeSession] = OrderedDict()

    def start(self, setting: Setting, trainee: str, mode: str = "free", exam: str = "") -> str:
        """Begin a session; returns its id.

        Raises:
            BookError: there is no such book or scene.
        """
        session = PracticeSession(setting, voice=configured())
        number = begin(database(), trainee, session, mode, exam)
        self._put(number, session)
        return number

    def session(self, number: str) -> PracticeSession:
        """A session, wherever it is kept.

        Raises:
            KeyError: there is none.
        """
        if number in self._warm:
            self._warm.move_to_end(number)
            return self._warm[number]
        found = load(database(), number)
        if found is None:
            raise KeyError(number)
        self._put(number, found[0])
        return found[0]

    def say(self, number: str, text: str) -> Exchange:
        """The trainee's next line.

        Raises:
            KeyError: there is no such session. ValueError: it is over.
        """
        session = self.session(number)
        exchange = session.say(text)
        keep(database(), number, session)
        return exchange

    def retry(self, number: str, lines: int) -> PracticeSession:
        """Go back to where only the first `lines` had been said.

        Raises:
            KeyError: there is no such session.
        """
        found = load(database(), number)
        if found is None:
            raise KeyError(number)
        session = again(found[1], lines)
        keep(database(), number, session)
        self._put(number, session)
        return session

    def _put(self, number: str, session: PracticeSession) -> None:
        self._warm[number] = session
        self._warm.move_to_end(number)
        while len(self._warm) > _WARM:
            self._warm.popitem(last=False)
