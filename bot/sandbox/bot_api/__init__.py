"""The Bot API, as strict as Telegram's: calls in, answers or refusals out."""
