"""From drawing to plan: which layers to call, on what, in which order."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from msgspec.structs import replace
from numpy import asarray, float32
from numpy.typing import NDArray

from studio.blocks.block import Block
from studio.blocks.python import CodeBlock
from studio.compile.code_parts import clash
from studio.compile.plan import Call, Head, Meaning, Plan, Step, value_name
from studio.forms import Form
from studio.graph import paths
from studio.graph.flat import flat
from studio.graph.measure import Measured, measure
from studio.graph.model import Graph, Node, Wire
from studio.graph.module import Instance
from studio.graph.modules.inside import LARGEST
from studio.graph.names import free_name

SOFTMAX = "keras.layers.Softmax"
ACTIVATION = "keras.layers.Activation"
CENTRE = "keras.layers.Normalization"


class PlanError(ValueError):
    """A drawing that is no network yet.

    Attributes:
        faults: One whole sentence a fault.
    """

    def __init__(self, faults: Iterable[str]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(self.faults))


def plan(graph: Graph, title: str, measured: Measured | None = None) -> Plan:
    """The network between the Input and the Output, with modules laid out; nodes beside that way are left out.

    Args:
        graph: The drawing.
        title: What the network is called.
        measured: What `measure` says of the drawing, where that is known already.

    Raises:
        PlanError: The drawing has issues that stop it, all of them at once, or would be too large a network.
    """
    measured = measured or measure(graph)
    if faults := [issue.text for issue in measured.issues if issue.stops]:
        raise PlanError(faults)
    if fault := _too_large(graph):
        raise PlanError([fault])
    drawing, made = flat(graph)
    used = paths.after(drawing, paths.starts(drawing)) & paths.before(drawing, paths.ends(drawing))
    (outlet,) = (drawing.nodes[node_id] for node_id in paths.outputs(drawing))  # without issues, there is one
    ends = [outlet, *(drawing.nodes[node_id] for node_id in paths.ends(drawing) if node_id in used and node_id != outlet.id)]
    if fault := clash(block.code for node in drawing.nodes.values() if node.id in used and isinstance(block := node.block, CodeBlock)):
        raise PlanError([fault])
    layers = _answer_first(drawing, [node for node in drawing.nodes.values() if node.id in used and node not in ends], outlet)
    names = _names([*layers, *ends])
    steps, lasts = [_step(drawing, node, names) for node in layers], {end.id: drawing.feeds[end.id][0] for end in ends}
    heads = tuple(_head(steps, _value(lasts[end.id], names), end) for end in ends[1:])
    ended = _ended(title, steps, _value(lasts[outlet.id], names), outlet, names[outlet.id])
    shown = {node: value_name(*end) for node, end in made.items() if end[0] in used}
    shown |= {end.id: value_name(lasts[end.id].source, lasts[end.id].outlet) for end in ends[1:]}
    return replace(ended, heads=heads, made=shown)


def _value(wire: Wire, names: Mapping[str, str]) -> str:
    """The name of what a wire carries."""
    return value_name(names[wire.source], wire.outlet)


def _answer_first(drawing: Graph, layers: list[Node], outlet: Node) -> list[Node]:
    """What auxiliary answers alone need comes last: so the network's own layers begin with the same weights with and without it."""
    needed = paths.before(drawing, (outlet.id,))
    return sorted(layers, key=lambda node: node.id not in needed)


def _too_large(graph: Graph) -> str:
    """Why a drawing of modules that are not too large themselves is; empty where it is not."""
    size = sum(node.block.size for node in graph.nodes.values() if isinstance(node.block, Instance))
    if size <= LARGEST:
        return ""
    expected = f"The modules of a network may stand for at most {LARGEST} nodes together."
    return f"{expected} Received: {size}. Take some out, or lower their repeat counts."


def _names(nodes: Iterable[Node]) -> dict[str, str]:
    """Each node's name as Keras takes it for a layer."""
    names = {node.id: node.name for node in nodes}
    for node, name in names.items():
        if (safe := layer_name(name)) != name:
            names[node] = free_name(safe, names.values())
    return names


def layer_name(name: str) -> str:
    """A name as Keras takes it for a layer: the name itself, but for letters and first characters that TensorFlow refuses."""
    letters = re.sub(r"[^A-Za-z0-9_]", "_", name)
    return letters if letters[0].isalpha() else f"layer{letters}"


def _step(graph: Graph, node: Node, names: dict[str, str]) -> Step:
    block: Any = node.block
    inputs = tuple(_value(wire, names) for wire in graph.feeds.get(node.id, ()))
    made = step(block, names[node.id], inputs, node.id)
    return replace(made, trainable=node.trainable, multiplier=node.multiplier, pretrained=node.pretrained)


def step(block: Block, name: str, inputs: tuple[str, ...], node: str) -> Step:
    """The call of a block's layer, trained as usual.

    Args:
        block: What is called.
        name: Of the step.
        inputs: Names of the values that it takes.
        node: Id or path of the node that it stands for.
    """
    given, said = ({name: plain(value) for name, value in each.items()} for each in (block.arguments(), block.said_at_call()))
    outputs = block.output_names if len(block.output_names) > 1 else ()
    return Step(name, block.made_by, given, inputs, node, calling=block.calling, at_call=said, outputs=outputs)


def plain(value: Any) -> Any:
    """A value as a plan holds it: nested forms become calls, tuples lists."""
    if isinstance(value, Form):
        form: Any = value
        named = {"name": type(value).__name__.lower()} if isinstance(value, Block) else {}  # else Keras would count up
        return Call(form.symbol(), {name: plain(part) for name, part in form.arguments().items()} | named)
    return [plain(part) for part in value] if isinstance(value, tuple | list) else value


def _ended(title: str, steps: list[Step], last: str, outlet: Node, name: str) -> Plan:
    """The plan with its end: a softmax that stands right before the Output is the Output's own, a missing one is added."""
    meaning: Meaning = getattr(outlet.block, "meaning", "classes")
    logits = last
    if meaning == "classes":
        logits, answer = _scored(steps, last)
        if not answer:
            steps.append(Step(name, SOFTMAX, {}, (logits,), outlet.id))
        last = answer or name
    return Plan(title, tuple(steps), logits, last, meaning, outlet.id)


def _head(steps: list[Step], last: str, end: Node) -> Head:
    """What training hears of an auxiliary answer."""
    block: Any = end.block
    return Head(_scored(steps, last)[0] if block.meaning == "classes" else last, block.loss_weight)


def _scored(steps: list[Step], last: str) -> tuple[str, str]:
    """The names of scores and probabilities, where that of the last value is known; the latter empty where there are none.

    A softmax inside a layer becomes a step of its own.
    """
    place = next(index for index, step in enumerate(steps) if last in step.gives)
    if steps[place].symbol == SOFTMAX or (steps[place].symbol == ACTIVATION and steps[place].arguments.get("activation") == "softmax"):
        return steps[place].inputs[0], last
    if steps[place].outputs or steps[place].arguments.get("activation") != "softmax":
        return last, ""
    steps[place : place + 1] = _split(steps[place], {step.name for step in steps})
    return last, steps[place + 1].name


def _split(step: Step, taken: set[str]) -> list[Step]:
    """A layer with softmax inside as the layer without it and a softmax after it."""
    arguments = {name: value for name, value in step.arguments.items() if name != "activation"}
    softmax = Step(free_name(f"{step.name}_softmax", taken), SOFTMAX, {}, (step.name,), step.node)
    return [replace(step, arguments=arguments), softmax]


def prepared(plan: Plan, scale: bool, mean: NDArray[Any] | None) -> Plan:
    """The plan with what is done to raw pixels first put in after the Input, so that the model takes raw pixels.

    Args:
        plan: A network that expects pixels so treated.
        scale: Divide pixel values by 255.
        mean: What to subtract after that: a mean image (height, width, channels), or one mean a channel; None for nothing.
    """
    taken = {step.name for step in plan.steps}
    entry = plan.steps[0].name
    added: list[Step] = []
    if scale:
        added.append(Step(free_name("rescaling", taken), "keras.layers.Rescaling", {"scale": 1 / 255}, (entry,)))
    if mean is not None:
        before = added[-1].name if added else entry
        added.append(Step(free_name("centre", taken), CENTRE, _centring(mean), (before,)))
    return _entered(plan, added) if added else plan


def subtracted(plan: Plan) -> NDArray[Any] | None:
    """The mean that `prepared` put into a plan; None where there is none."""
    step = next((step for step in plan.steps if step.symbol == CENTRE and not step.node), None)
    return None if step is None else asarray(step.arguments["mean"], float32)


def _centring(mean: NDArray[Any]) -> dict[str, Any]:
    """Keras's Normalization by a variance of one only subtracts; it wants mean and variance of one shape."""
    whole = mean.astype(float32)
    axis = [1, 2, 3] if whole.ndim == 3 else -1
    return {"axis": axis, "mean": whole.tolist(), "variance": (whole * 0 + 1).tolist()}


def _entered(plan: Plan, added: list[Step]) -> Plan:
    """The plan with steps between the Input and all that took its output."""
    entry, last = plan.steps[0].name, added[-1].name

    def moved(name: str) -> str:
        return last if name == entry else name

    rest = [replace(step, inputs=tuple(map(moved, step.inputs))) for step in plan.steps[1:]]
    return replace(plan, steps=(plan.steps[0], *added, *rest), logits=moved(plan.logits), output=moved(plan.output))
