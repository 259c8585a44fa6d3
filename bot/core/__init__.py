"""The pure heart of the coach: no clock, no SQL, no Telegram, no files."""
