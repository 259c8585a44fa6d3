"""The picture: Blender's Cycles, one sun, a mat on a light floor, and the dressed figure.

An area light leaves the floor uneven; a wide sun leaves it flat, and flat compresses well. Few samples and
the denoiser are enough for this scene. The seed is fixed: the same pose gives the same picture.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import bpy
import numpy as np
from mathutils import Vector

from bot.core.keyframes import HEIGHT, WIDTH
from figures.camera import LENS, stands_at
from figures.clothes import MAT_HALF_WIDTH, MAT_THICKNESS, Dressed
from figures.geometry import Array
from figures.keyframes import Camera
from figures.materials import FLOOR, MAT, THINGS, WORLD, body_material, flat_material, linear
from figures.props import Prop

SAMPLES = 9
SUN_AT = (-1.5, -1.3, 2.9)
"""Metres: from where the sun shines to the world's middle."""

SUN_STRENGTH, SUN_WIDTH, SUN_COLOUR = 1.75, 22.0, (1.0, 0.975, 0.94)
"""Watts a square metre; degrees across, for soft shadows; a warm white."""

SKY_STRENGTH = 0.55
MAT_HALF_LENGTH, MAT_MIDDLE = 0.80, 0.06
"""Metres."""

Border = tuple[int, int, int, int]
"""A part of the picture in pixels: left, top, right, bottom."""


@dataclass(frozen=True)
class View:
    """What is to be seen at a moment: the figure's skin, and the things around it."""

    skin: Array
    props: tuple[Prop, ...]


class Scene:
    """One figure before one camera. Blender holds one scene at a time, so there is one of these at a time."""

    def __init__(self, dressed: Dressed, camera: Camera, props: Iterable[Prop] = ()) -> None:
        bpy.ops.wm.read_factory_settings(use_empty=True)
        self._scene = bpy.context.scene
        _set_up_cycles(self._scene)
        self._add_world()
        self._add_light()
        self._body = self._add_body(dressed)
        self._add_box("mat", (-MAT_THICKNESS, 0.0), (MAT_HALF_WIDTH, MAT_HALF_LENGTH), MAT, MAT_MIDDLE, 0.004)
        self._add_box("floor", (-0.05, -MAT_THICKNESS), (40.0, 40.0), FLOOR)
        self._props = [self._add_prop(f"prop {number}", prop) for number, prop in enumerate(props)]
        self._add_camera(camera)

    def show(self, view: View) -> None:
        """Put the figure's skin and the things in place."""
        _move(self._body, view.skin)
        for placed, prop in zip(self._props, view.props, strict=True):
            _move(placed, prop.vertices)

    def render(self, path: Path, border: Border | None = None, samples: int = SAMPLES) -> None:
        """Write a PNG; with a border only that part of it is computed and the rest is black.

        RuntimeError if Blender did not finish it: then an older file must not pass for it.
        """
        render = self._scene.render
        self._scene.cycles.samples = samples
        render.use_border = border is not None
        if border is not None:
            left, top, right, bottom = border
            render.border_min_x, render.border_max_x = left / WIDTH, right / WIDTH
            render.border_min_y, render.border_max_y = 1.0 - bottom / HEIGHT, 1.0 - top / HEIGHT
        render.filepath = str(path)
        path.unlink(missing_ok=True)
        if bpy.ops.render.render(write_still=True) != {"FINISHED"} or not path.exists():
            raise RuntimeError(f"Blender did not finish {path.name}")

    def _add_world(self) -> None:
        world = bpy.data.worlds.new("world")
        self._scene.world = world
        world.use_nodes = True
        background = world.node_tree.nodes["Background"]
        background.inputs[0].default_value = linear(WORLD)
        background.inputs[1].default_value = SKY_STRENGTH

    def _add_light(self) -> None:
        light = bpy.data.lights.new("sun", "SUN")
        light.energy, light.angle, light.color = SUN_STRENGTH, float(np.radians(SUN_WIDTH)), SUN_COLOUR
        sun = self._added("sun", light)
        sun.location = SUN_AT
        _aim(sun, (0.0, 0.0, 0.0))

    def _add_camera(self, camera: Camera) -> None:
        lens = bpy.data.cameras.new("camera")
        lens.lens = LENS
        placed = self._added("camera", lens)
        placed.location = stands_at(camera)
        _aim(placed, camera.looks_at)
        self._scene.camera = placed

    def _add_body(self, dressed: Dressed) -> bpy.types.Object:
        mesh = bpy.data.meshes.new("body")
        mesh.from_pydata([tuple(point) for point in dressed.body.vertices], [], dressed.body.faces)
        mesh.update()
        for name, field in dressed.fields.items():
            attribute = mesh.attributes.new(name, "FLOAT", "POINT")
            attribute.data.foreach_set("value", field.astype(np.float32))
        mesh.polygons.foreach_set("use_smooth", np.ones(len(mesh.polygons), dtype=bool))
        mesh.materials.append(body_material(tuple(dressed.fields)))
        body = self._added("body", mesh)
        finer = body.modifiers.new("finer", "SUBSURF")
        finer.levels = finer.render_levels = 1
        return body

    def _add_prop(self, name: str, prop: Prop) -> bpy.types.Object:
        mesh = bpy.data.meshes.new(name)
        mesh.from_pydata([tuple(point) for point in prop.vertices], [], prop.faces)
        mesh.update()
        mesh.polygons.foreach_set("use_smooth", np.ones(len(mesh.polygons), dtype=bool))
        mesh.materials.append(flat_material(THINGS[prop.colour]))
        return self._added(name, mesh)

    def _add_box(
        self,
        name: str,
        heights: tuple[float, float],
        half: tuple[float, float],
        colour: str,
        middle: float = 0.0,
        bevel: float = 0.0,
    ) -> None:
        corners = [(i * half[0], middle + j * half[1], z) for z in heights for j in (-1, 1) for i in (-1, 1)]
        sides = [(0, 2, 3, 1), (4, 5, 7, 6), (0, 1, 5, 4), (2, 6, 7, 3), (0, 4, 6, 2), (1, 3, 7, 5)]
        mesh = bpy.data.meshes.new(name)
        mesh.from_pydata(corners, [], sides)
        mesh.materials.append(flat_material(colour))
        box = self._added(name, mesh)
        if bevel:
            rounded = box.modifiers.new("rounded", "BEVEL")
            rounded.width, rounded.segments = bevel, 3

    def _added(self, name: str, data: bpy.types.ID) -> bpy.types.Object:
        thing = bpy.data.objects.new(name, data)
        self._scene.collection.objects.link(thing)
        return thing


def _move(thing: bpy.types.Object, vertices: Array) -> None:
    thing.data.vertices.foreach_set("co", vertices.astype(np.float32).ravel())
    thing.data.update()


def _aim(thing: bpy.types.Object, target: tuple[float, float, float]) -> None:
    way = Vector(target) - Vector(thing.location)
    thing.rotation_euler = way.to_track_quat("-Z", "Y").to_euler()


def _set_up_cycles(scene: bpy.types.Scene) -> None:
    scene.render.engine = "CYCLES"
    cycles = scene.cycles
    cycles.device, cycles.seed = "CPU", 1
    cycles.use_adaptive_sampling, cycles.adaptive_threshold = True, 0.03
    cycles.use_denoising, cycles.denoiser = True, "OPENIMAGEDENOISE"
    cycles.max_bounces = cycles.diffuse_bounces = 2
    cycles.glossy_bounces, cycles.transmission_bounces = 1, 0
    render = scene.render
    render.use_persistent_data = True
    render.use_crop_to_border = False
    render.resolution_x, render.resolution_y, render.resolution_percentage = WIDTH, HEIGHT, 100
    render.image_settings.file_format, render.image_settings.color_mode = "PNG", "RGB"
    render.image_settings.compression = 15
    scene.view_settings.view_transform, scene.view_settings.look = "Standard", "None"
