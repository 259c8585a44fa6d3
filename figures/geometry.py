"""Vectors and rotations: three numbers in an array, a rotation as a matrix of 3 x 3, angles in degrees."""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
import numpy.typing as npt
from scipy.spatial.transform import Rotation

Array: TypeAlias = npt.NDArray[np.float64]

X: Array = np.array([1.0, 0.0, 0.0])
Y: Array = np.array([0.0, 1.0, 0.0])
Z: Array = np.array([0.0, 0.0, 1.0])


def vector(x: float, y: float, z: float) -> Array:
    """Three numbers as an array."""
    return np.array([x, y, z], dtype=np.float64)


def length(arrow: Array) -> float:
    """How long a vector is."""
    return float(np.linalg.norm(arrow))


def unit(arrow: Array) -> Array:
    """The same direction with length 1."""
    scaled: Array = arrow / np.linalg.norm(arrow)
    return scaled


def across(arrow: Array, axis: Array) -> Array:
    """The part of a vector that is square to the axis, with length 1."""
    along = unit(axis)
    return unit(arrow - along * (along @ arrow))


def turn(axis: Array, degrees: float) -> Array:
    """The rotation about an axis by an angle, counter-clockwise seen from the axis's tip (Rodrigues)."""
    x, y, z = unit(axis)
    angle = np.radians(degrees)
    cross = np.array([[0.0, -z, y], [z, 0.0, -x], [-y, x, 0.0]])
    matrix: Array = np.eye(3) + np.sin(angle) * cross + (1.0 - np.cos(angle)) * cross @ cross
    return matrix


def frame(first: Array, second: Array) -> Array:
    """Three square columns: the first direction, the second made square to it, and their cross product."""
    one = unit(first)
    two = across(second, first)
    return np.stack([one, two, np.cross(one, two)], axis=1)


def carry(first: Array, second: Array, to_first: Array, to_second: Array) -> Array:
    """The rotation that carries one pair of directions to another; the second ones as nearly as may be."""
    matrix: Array = frame(to_first, to_second) @ frame(first, second).T
    return matrix


def between(start: Array, end: Array, share: float) -> Array:
    """The rotation that lies a share (0 to 1) of the shortest way from one to the other."""
    way = Rotation.from_matrix(start.T @ end).as_rotvec()
    matrix: Array = start @ Rotation.from_rotvec(way * share).as_matrix()
    return matrix


def angle_between(one: Array, other: Array) -> float:
    """The angle between two directions, 0 to 180 degrees."""
    return float(np.degrees(np.arccos(np.clip(unit(one) @ unit(other), -1.0, 1.0))))


def signed_angle(one: Array, other: Array, axis: Array) -> float:
    """The angle from one direction to the other about an axis square to both, -180 to 180 degrees."""
    return float(np.degrees(np.arctan2(unit(axis) @ np.cross(one, other), one @ other)))


def quaternions(matrices: Array) -> Array:
    """Rotations (n x 3 x 3) as w, x, y, z (n x 4)."""
    turned: Array = np.roll(Rotation.from_matrix(matrices).as_quat(), 1, axis=1)
    return turned


def quaternion_products(ones: Array, others: Array) -> Array:
    """Hamilton's products of quaternions (n x 4: w, x, y, z), row by row."""
    scalars = ones[:, :1] * others[:, :1] - np.sum(ones[:, 1:] * others[:, 1:], axis=1, keepdims=True)
    crossed = np.cross(ones[:, 1:], others[:, 1:])
    return np.hstack([scalars, ones[:, :1] * others[:, 1:] + others[:, :1] * ones[:, 1:] + crossed])


def smoothstep(values: Array) -> Array:
    """0 below 0, 1 above 1, and a soft way between."""
    inside = np.clip(values, 0.0, 1.0)
    soft: Array = inside * inside * (3.0 - 2.0 * inside)
    return soft


def bend_two_bones(
    upper: float, lower: float, root: Array, tip: Array, pole: Array, reach: float = 0.999
) -> tuple[Array, Array, Array]:
    """Where the joint between two bones is, in closed form (a triangle of which three sides are known).

    The bones are upper and lower metres long; the joint leans towards the pole. A tip that is out of reach is
    brought to that share of the full length. Returns the joint, the direction it leans to, and the tip as it
    was reached.
    """
    far = min(length(tip - root), (upper + lower) * reach)
    along = unit(tip - root)
    foot = (upper * upper - lower * lower + far * far) / (2.0 * far)
    height = float(np.sqrt(max(upper * upper - foot * foot, 0.0)))
    lean = across(pole, along)
    return root + along * foot + lean * height, lean, root + along * far
