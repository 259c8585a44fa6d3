"""Everybody who chats with the bot."""

from bot.sandbox.people.media_samples import FILES
from bot.sandbox.people.person import Person
from bot.sandbox.world.users import User
from bot.sandbox.world.world import World


class Everybody:
    """The people so far, by their ids."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._people: dict[int, Person] = {}
        for sample in FILES:
            world.files.add(sample)

    @property
    def all(self) -> list[Person]:
        """Everybody so far, in the order they came."""
        return list(self._people.values())

    def add(self, user: User) -> Person:
        """A new person, whom the bot does not know until they write. Raises `ValueError` for an id in use."""
        self._world.add_person(user)
        person = self._people[user.user_id] = Person(self._world, user)
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
        """As `add`, from what they are called. Without an id they get a free one."""
        wanted = user_id or self._world.free_person_id()
        return self.add(User(wanted, first_name, last_name, username, language_code))

    def find(self, user_id: int) -> Person:
        """The person with that id; raises `LookupError` when there is none."""
        if user_id not in self._people:
            raise LookupError(f"there is no person {user_id}")
        return self._people[user_id]
