"""Poses in closed form: what a keyframe says in degrees becomes a placement of every bone."""
