"""Colours of the figure, and Blender's materials made of them."""

from __future__ import annotations

import bpy

SKIN, SHIRT, SHORTS, HAIR = "#E3B594", "#2A86A8", "#39456B", "#4A3A33"
MAT, FLOOR, WORLD = "#73C2B4", "#EDF2F3", "#F4F7F8"

THINGS = {
    "pillow": "#F3E3C3",
    "cushion": "#C9B3D9",
    "towel": "#F1EEDC",
    "roller": "#54595F",
    "wood": "#C79A6B",
}
"""Props; quiet, so that a person and not a thing is looked at."""

PIECES = {"shorts": SHORTS, "shirt": SHIRT, "hair": HAIR}
"""In the order in which they lie over one another."""

EDGE = 0.0012
"""Metres over which one colour changes to the next."""

Colour = tuple[float, float, float, float]


def linear(colour: str) -> Colour:
    """A colour as on a screen (#RRGGBB, sRGB) as the light it stands for (IEC 61966-2-1), opaque."""
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return _light(red), _light(green), _light(blue), 1.0


def _light(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else float(((value + 0.055) / 1.055) ** 2.4)


def flat_material(colour: str, roughness: float = 0.8) -> bpy.types.Material:
    """One colour that hardly shines."""
    material = bpy.data.materials.new("flat")
    material.use_nodes = True
    inputs = material.node_tree.nodes["Principled BSDF"].inputs
    inputs["Base Color"].default_value = linear(colour)
    inputs["Roughness"].default_value = roughness
    inputs["Specular IOR Level"].default_value = 0.2
    return material


def body_material(fields: tuple[str, ...]) -> bpy.types.Material:
    """Skin, and over it each piece of clothing where its field is positive."""
    material = flat_material(SKIN, roughness=0.55)
    tree = material.node_tree
    below = None
    for piece in (name for name in PIECES if name in fields):
        field = tree.nodes.new("ShaderNodeAttribute")
        field.attribute_name = piece
        inside = tree.nodes.new("ShaderNodeMapRange")
        inside.inputs["From Min"].default_value, inside.inputs["From Max"].default_value = -EDGE, EDGE
        tree.links.new(field.outputs["Fac"], inside.inputs["Value"])
        mix = tree.nodes.new("ShaderNodeMix")
        mix.data_type = "RGBA"
        tree.links.new(inside.outputs[0], mix.inputs["Factor"])
        # Inputs 6 and 7 are a colour mix's A and B, output 2 its colour: their names occur several times.
        if below is None:
            mix.inputs[6].default_value = linear(SKIN)
        else:
            tree.links.new(below, mix.inputs[6])
        mix.inputs[7].default_value = linear(PIECES[piece])
        below = mix.outputs[2]
    if below is not None:
        tree.links.new(below, tree.nodes["Principled BSDF"].inputs["Base Color"])
    return material
