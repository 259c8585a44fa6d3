"""The people who chat with the bot: what they do at their phones, and what they see there."""
