"""Back to Basics: the low-back mobility coach that lives in Telegram."""
