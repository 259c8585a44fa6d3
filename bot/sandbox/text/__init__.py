"""Message text the way Telegram takes it: markup to entities, trimmed, measured, links found."""
