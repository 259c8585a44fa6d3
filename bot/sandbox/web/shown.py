"""What a page shows, as JSON: a person's phone, the people, the bot as a person sees it."""

from bot.sandbox.people.everybody import Everybody
from bot.sandbox.people.person import Person
from bot.sandbox.wire import JSON
from bot.sandbox.world.world import World


def snapshot(world: World, person: Person) -> JSON:
    """Everything a person's phone shows. `typing`: for how many seconds more the bot seems to be."""
    return {
        "person": person_shown(person),
        "blocked": person.blocked,
        "typing": max(0.0, world.chats[person.person_id].typing_until - world.monotonic()),
        "messages": [message.as_json() for message in person.messages],
        **keyboard_shown(person),
        **bot_as_seen(world, person),
    }


def keyboard_shown(person: Person) -> JSON:
    """What the bot has put in the place of the phone's keyboard, and what it asks to be replied to."""
    return {"reply_keyboard": person.reply_keyboard, "force_reply": person.force_reply}


def people_shown(everybody: Everybody) -> list[JSON]:
    """Everybody, as a list of chats has them: with the newest message, `last`, if there is one."""
    return [{**person_shown(person), "last": _last(person)} for person in everybody.all]


def person_shown(person: Person) -> JSON:
    """A `User`, with the `zone` of their phone, and whether they have `blocked` the bot."""
    return {
        **person.user.as_api(),
        "language_code": person.user.language_code,
        "zone": person.zone,
        "blocked": person.blocked,
    }


def bot_as_seen(world: World, person: Person) -> JSON:
    """The bot's name, descriptions and commands in the person's language."""
    profile, language = world.profile, person.user.language_code
    return {
        "bot": {
            "name": profile.text_shown(profile.names, language) or world.bot.first_name,
            "username": world.bot.username,
            "description": profile.text_shown(profile.descriptions, language),
            "short_description": profile.text_shown(profile.short_descriptions, language),
            "commands": profile.commands_shown(person.person_id, language),
        }
    }


def _last(person: Person) -> JSON | None:
    message = person.newest
    return None if message is None else message.as_json()
