"""Chats as transcripts: what happens in each is recorded, and written as tests/conversations reads it."""
