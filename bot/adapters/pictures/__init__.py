"""Pictures of a person's own days, drawn as PNGs."""

from bot.adapters.pictures.drawing import Drawing

__all__ = ["Drawing"]
