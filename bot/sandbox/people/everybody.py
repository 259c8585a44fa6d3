"""Everybody who chats with the bot."""

from bot.sandbox.people.checking import checked_id, checked_name
from bot.sandbox.people.media_samples import FILES
from bot.sandbox.people.person import Person
from bot.sandbox.transcripts.recorder import Recorder
from bot.sandbox.transcripts.witness import Witness
from bot.sandbox.world.users import User
from bot.sandbox.world.world import World


class Everybody:
    """The people so far, by their ids."""

    def __init__(self, world: World, witness: Witness | None = None) -> None:
        self._world = world
        self.recorder = Recorder(world, witness)
        """Knows what has happened in their chats."""
        self._people: dict[int, Person] = {}
        for sample in FILES:
            world.files.add_sample(sample)

    @property
    def all(self) -> list[Person]:
        """Everybody so far, in the order they came."""
        return list(self._people.values())

    def add(self, user: User) -> Person:
        """A new person, whom the bot does not know until they write. Raises `ValueError` for an id in use."""
        self._world.add_person(user)
        person = self._people[user.user_id] = Person(self._world, user, self.recorder)
        self._world.tell_everybody({"event": "people"})
        return person

    def new(
        self,
        first_name: str,
        user_id: int | None = None,
        *,
        last_name: str = "",
        username: str = "",
        language_code: str = "en",
    ) -> Person:
        """As `add`, from what they are called. Without an id they get a free one.

        Raises `ValueError` for a name or an id that nobody could have.
        """
        wanted = self._world.free_person_id() if user_id is None else checked_id(user_id)
        return self.add(User(wanted, checked_name(first_name), last_name, username, language_code))

    def find(self, user_id: int) -> Person:
        """The person with that id; raises `LookupError` when there is none."""
        if user_id not in self._people:
            raise LookupError(f"there is no person {user_id}")
        return self._people[user_id]
