"""What the sandbox's Telegram knows: accounts, chats, messages, updates, calls, the time. No HTTP."""
