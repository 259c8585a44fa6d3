"""What a person's photo, voice message, sticker or place looks like to a bot. There is no file behind it."""

from bot.sandbox.wire import JSON

PHOTO: JSON = {
    "photo": [
        {
            "file_id": "person-photo-s",
            "file_unique_id": "photo-s",
            "file_size": 1253,
            "width": 90,
            "height": 67,
        },
        {
            "file_id": "person-photo-m",
            "file_unique_id": "photo-m",
            "file_size": 18452,
            "width": 320,
            "height": 240,
        },
    ]
}
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
