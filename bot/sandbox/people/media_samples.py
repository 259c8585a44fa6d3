"""What a voice message, sticker, place or contact of a person looks like to a bot. No file is behind them."""

from bot.sandbox.wire import JSON

VOICE: JSON = {
    "voice": {
        "file_id": "person-voice",
        "file_unique_id": "voice",
        "duration": 3,
        "mime_type": "audio/ogg",
        "file_size": 8012,
    }
}
STICKER: JSON = {
    "sticker": {
        "file_id": "person-sticker",
        "file_unique_id": "sticker",
        "type": "regular",
        "width": 512,
        "height": 512,
        "is_animated": False,
        "is_video": False,
        "emoji": "👍",
    }
}
LOCATION: JSON = {"location": {"latitude": 0.0, "longitude": 0.0}}
PHONE_NUMBER = "+43 1 5550100"
"""Nobody's: it is among those kept for stories."""
