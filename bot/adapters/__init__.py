"""Everything that touches the world: one file a thing. Adapters are handed what they need by cli.py."""
