"""Messages with a poll."""

import secrets
from typing import Any

from bot.sandbox.bot_api.arguments import Arguments
from bot.sandbox.bot_api.content import Content
from bot.sandbox.bot_api.words import opened, read_words
from bot.sandbox.text.formatted import Formatted
from bot.sandbox.wire import JSON, bad_request
from bot.sandbox.world.world import World

_LONGEST_QUESTION = 300
_LONGEST_OPTION = 100
_LONGEST_EXPLANATION = 200
_MOST_OPTIONS = 12


def poll_content(world: World, arguments: Arguments) -> Content:
    """A poll or a quiz, without votes as yet. Raises `Refusal`."""
    question = _words(world, arguments, "question", may_be_empty=False)
    options = _options(world, arguments)
    kind = arguments.text("type") or "regular"
    if kind not in ("regular", "quiz"):
        raise bad_request("unsupported poll type specified")
    if len(question) > _LONGEST_QUESTION:
        raise bad_request(f"poll question length must not exceed {_LONGEST_QUESTION}")
    is_anonymous = arguments.flag("is_anonymous") if "is_anonymous" in arguments else True
    revoting = arguments.flag("allows_revoting") if "allows_revoting" in arguments else kind == "regular"
    poll: JSON = {
        "id": str(secrets.randbits(63)),
        **_shown(question, "question", "question_entities"),
        "options": options,
        "total_voter_count": 0,
        "is_closed": arguments.flag("is_closed"),
        "is_anonymous": is_anonymous,
        "type": kind,
        "allows_multiple_answers": arguments.flag("allows_multiple_answers"),
        "allows_revoting": revoting,
        "members_only": False,
    }
    if kind == "quiz":
        poll |= _quiz(world, arguments, len(options))
    for name, most in (("open_period", 2_628_000), ("close_date", 2**31 - 1)):
        if value := arguments.bounded(name, 0, 0, most):
            poll[name] = value
    return Content(media={"poll": poll})


def _options(world: World, arguments: Arguments) -> list[JSON]:
    try:
        given = arguments.parsed("options")
    except ValueError:
        raise bad_request("can't parse options JSON object") from None
    if given is None:
        raise bad_request("can't parse options JSON object")
    if not isinstance(given, list):
        raise bad_request("expected an Array of String as options")
    texts = [_option(world, option) for option in given]
    if not texts:
        raise bad_request("poll must have at least one answer option")
    if len(texts) > _MOST_OPTIONS:
        raise bad_request(f"poll can't have more than {_MOST_OPTIONS} options")
    if any(len(text) > _LONGEST_OPTION for text in texts):
        raise bad_request(f"poll options length must not exceed {_LONGEST_OPTION}")
    return [
        {"persistent_id": str(number), **_shown(text, "text", "text_entities"), "voter_count": 0}
        for number, text in enumerate(texts)
    ]


def _option(world: World, given: Any) -> Formatted:
    if isinstance(given, str):
        return _only_emoji(read_words(given, "", None, world.user, may_be_empty=False))
    if not isinstance(given, dict):
        raise bad_request("expected an option to be of type String")
    if not isinstance(given.get("text"), str):
        raise bad_request('can\'t find field "text"')
    parse_mode = str(given.get("text_parse_mode") or "")
    entities = given.get("text_entities")
    return _only_emoji(read_words(given["text"], parse_mode, entities, world.user, may_be_empty=False))


def _quiz(world: World, arguments: Arguments, option_count: int) -> JSON:
    explanation = _words(world, arguments, "explanation", may_be_empty=True)
    if len(explanation) > _LONGEST_EXPLANATION:
        raise bad_request("ANSWER_EXPLANATION_TOO_LONG")
    correct = _correct_options(arguments)
    if not correct:
        raise bad_request("correct quiz option list must be non-empty")
    if sorted(set(correct)) != correct:
        raise bad_request("correct quiz option list must be increasing")
    if correct[0] < 0 or correct[-1] >= option_count:
        raise bad_request("wrong quiz correct_option_id")
    explained = _shown(explanation, "explanation", "explanation_entities") if explanation.text else {}
    only = {"correct_option_id": correct[0]} if len(correct) == 1 else {}
    return {"correct_option_ids": correct, **only, **explained}


def _correct_options(arguments: Arguments) -> list[int]:
    if "correct_option_ids" not in arguments:
        return [arguments.integer("correct_option_id", -1)] if "correct_option_id" in arguments else []
    try:
        given = arguments.parsed("correct_option_ids")
    except ValueError:
        raise bad_request("can't parse correct option identifiers JSON object") from None
    if not isinstance(given, list):
        raise bad_request("expected an Array of correct option identifiers")
    if not all(isinstance(each, int) and not isinstance(each, bool) for each in given):
        raise bad_request("correct option identifier must be of type Number")
    return given


def _words(world: World, arguments: Arguments, name: str, *, may_be_empty: bool) -> Formatted:
    parse_mode, entities = arguments.text(f"{name}_parse_mode"), opened(arguments, f"{name}_entities")
    text = arguments.text(name)
    words = read_words(text, parse_mode, entities, world.user, may_be_empty=may_be_empty)
    return words if name == "explanation" else _only_emoji(words)


def _only_emoji(words: Formatted) -> Formatted:
    """Questions and options have no other entities."""
    return Formatted(words.text, [entity for entity in words.entities if entity["type"] == "custom_emoji"])


def _shown(words: Formatted, name: str, entities_name: str) -> JSON:
    return {name: words.text} | ({entities_name: words.entities} if words.entities else {})
