"""Messages that show a place, a contact or a dice."""

import re
import secrets

from bot.sandbox.bot_api.arguments import Arguments
from bot.sandbox.bot_api.content import Content, required
from bot.sandbox.wire import JSON, bad_request
from bot.sandbox.world.world import World

_LEADING_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?")
FOR_EVER = 0x7FFFFFFF
"""The `live_period` of a place that is told until it is stopped."""
_DICE = {"🎲": 6, "🎯": 6, "🎳": 6, "🏀": 5, "⚽": 5, "🎰": 64}
_VARIATION = "\ufe0f"


def location_content(world: World, arguments: Arguments) -> Content:
    """A place, which may be one that moves."""
    is_live = arguments.integer("live_period") != 0
    return Content(media={"location": moved_place(arguments) if is_live else _location(arguments)})


def moved_place(arguments: Arguments) -> JSON:
    """Where something is that moves, and where to: a live `Location`. Raises `Refusal`."""
    place = _location(arguments)
    period, heading = arguments.integer("live_period"), arguments.integer("heading")
    radius = arguments.integer("proximity_alert_radius")
    if period and not (60 <= period <= 86_400 or period == FOR_EVER):
        raise bad_request("wrong live location period specified")
    if not 0 <= heading <= 360:
        raise bad_request("wrong live location heading specified")
    if not 0 <= radius <= 100_000:
        raise bad_request("wrong live location proximity alert radius specified")
    live = {"live_period": period, "heading": heading, "proximity_alert_radius": radius}
    return place | {name: value for name, value in live.items() if value}


def venue_content(world: World, arguments: Arguments) -> Content:
    """A place with a name and an address. Telegram shows the place beside it, too."""
    place = _location(arguments)
    venue: JSON = {"location": place, "title": arguments.text("title"), "address": arguments.text("address")}
    if not venue["title"] or not venue["address"]:
        raise bad_request("MEDIA_EMPTY")
    names = ("foursquare_id", "foursquare_type", "google_place_id", "google_place_type")
    venue |= {name: arguments.text(name) for name in names if arguments.text(name)}
    return Content(media={"venue": venue, "location": place})


def contact_content(world: World, arguments: Arguments) -> Content:
    """A phone number and whose it is."""
    contact = {name: required(arguments, name) for name in ("phone_number", "first_name")}
    contact |= {name: arguments.text(name) for name in ("last_name", "vcard") if arguments.text(name)}
    return Content(media={"contact": contact})


def dice_content(world: World, arguments: Arguments) -> Content:
    """A dice or the like, thrown."""
    emoji = arguments.text("emoji").removesuffix(_VARIATION) or "🎲"
    if emoji not in _DICE:
        raise bad_request("EMOTICON_INVALID")
    return Content(media={"dice": {"emoji": emoji, "value": 1 + secrets.randbelow(_DICE[emoji])}})


def _location(arguments: Arguments) -> JSON:
    for name in ("latitude", "longitude"):
        if not arguments.text(name).strip():
            raise bad_request(f"{name} is empty")
    place = {name: _number(arguments.text(name)) for name in ("latitude", "longitude")}
    if abs(place["latitude"]) > 90 or abs(place["longitude"]) > 180:
        raise bad_request("invalid location specified")
    accuracy = min(max(_number(arguments.text("horizontal_accuracy")), 0.0), 1500.0)
    return place | ({"horizontal_accuracy": accuracy} if accuracy else {})


def _number(written: str) -> float:
    """The number that begins here, 0 when there is none, as Telegram reads it."""
    found = _LEADING_NUMBER.match(written.strip())
    return float(found.group()) if found else 0.0
