"""Pictures the bot draws of a person's own days: pure lists of shapes, which an adapter makes a PNG of."""
