"""The table's rows, by what they are about."""
