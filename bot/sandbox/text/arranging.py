"""Puts entities into the order and nesting Telegram gives them back in.

Links, code and the like ("whole" entities) never overlap each other; quotes may hold them; bold, italic and
the like are split wherever another entity begins or ends, and vanish inside code.
"""

from itertools import pairwise

from bot.sandbox.wire import JSON

_SPLITTABLE = ("bold", "italic", "underline", "strikethrough", "spoiler")
_QUOTES = ("blockquote", "expandable_blockquote")
_CODE = ("code", "pre")
_ORDER = {
    kind: rank for rank, kind in enumerate((*_QUOTES, *_CODE, "text_link", "date_time", "url", *_SPLITTABLE))
}
MOST_ENTITIES = 100
"""Telegram keeps the first hundred entities of a message and silently drops the others."""


def arranged(given: list[JSON], detected: list[JSON]) -> list[JSON]:
    """All entities as Telegram would return them, sorted by offset, longer ones first."""
    given = sorted((entity for entity in given if entity["length"] > 0), key=_sort_key)
    quotes = _without_overlaps([entity for entity in given if entity["type"] in _QUOTES])
    whole = [
        entity for entity in given if entity["type"] not in _QUOTES and entity["type"] not in _SPLITTABLE
    ]
    whole = _without_overlaps(whole)
    whole += [entity for entity in detected if not any(_overlap(entity, other) for other in whole)]
    whole = [entity for entity in whole if not any(_crosses(entity, quote) for quote in quotes)]
    split = _split([entity for entity in given if entity["type"] in _SPLITTABLE], whole, quotes)
    return sorted(quotes + whole + split, key=_sort_key)[:MOST_ENTITIES]


def _split(splittable: list[JSON], whole: list[JSON], quotes: list[JSON]) -> list[JSON]:
    merged = [entity for kind in _SPLITTABLE for entity in _merged(kind, splittable)]
    cuts = {entity["offset"] for entity in merged}
    cuts |= {edge for entity in whole + quotes for edge in (entity["offset"], _end(entity))}
    pieces = [piece for entity in merged for piece in _cut(entity, sorted(cuts))]
    code = [entity for entity in whole if entity["type"] in _CODE]
    return [piece for piece in pieces if not any(_overlap(piece, span) for span in code)]


def _merged(kind: str, splittable: list[JSON]) -> list[JSON]:
    """Entities of one kind with touching and overlapping ones made one."""
    merged: list[JSON] = []
    for entity in splittable:
        if entity["type"] != kind:
            continue
        if merged and entity["offset"] <= _end(merged[-1]):
            last = merged[-1]
            last["length"] = max(_end(last), _end(entity)) - last["offset"]
        else:
            merged.append(dict(entity))
    return merged


def _cut(entity: JSON, cuts: list[int]) -> list[JSON]:
    inside = [cut for cut in cuts if entity["offset"] < cut < _end(entity)]
    edges = [entity["offset"], *inside, _end(entity)]
    return [{**entity, "offset": start, "length": stop - start} for start, stop in pairwise(edges)]


def _without_overlaps(entities: list[JSON]) -> list[JSON]:
    kept: list[JSON] = []
    for entity in entities:
        if not kept or entity["offset"] >= _end(kept[-1]):
            kept.append(entity)
    return kept


def _crosses(entity: JSON, quote: JSON) -> bool:
    """Overlaps the quote without lying inside it."""
    inside = quote["offset"] <= entity["offset"] and _end(entity) <= _end(quote)
    return _overlap(entity, quote) and not inside


def _overlap(one: JSON, other: JSON) -> bool:
    return bool(one["offset"] < _end(other) and other["offset"] < _end(one))


def _end(entity: JSON) -> int:
    return int(entity["offset"]) + int(entity["length"])


def _sort_key(entity: JSON) -> tuple[int, int, int]:
    return entity["offset"], -entity["length"], _ORDER.get(entity["type"], len(_CODE) + 2)
