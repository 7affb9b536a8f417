"""From a plan to Keras: one flat functional model, its layers findable by the nodes they came from."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import keras
import tensorflow as tf

from studio.compile.plan import Plan, Step, arranged
from studio.worker.own_code import CodeError, place, said
from studio.worker.symbols import SymbolError, layer, made

Compute = Callable[[Any], list[Any]]
_MOST_AT_ONCE = 256
_PIXELS_AT_ONCE = 2**21  # 41 images of 224 x 224: a first layer of 64 maps then takes half a gigabyte
_KEPT = 16  # compiled functions a network keeps: enough for the panels in view, bounded because each holds a graph


class BuildError(ValueError):
    """A step that Keras refuses, in one sentence.

    Attributes:
        node: Id of the node that it came from; empty where the plan added the step.
    """

    def __init__(self, node: str, text: str) -> None:
        self.node = node
        super().__init__(text)


@dataclass(eq=False)
class Network:
    """A plan made of Keras layers.

    Attributes:
        plan: What it was built from.
        model: From raw pixels to probabilities, or to values.
        layers: The Keras layer of every step but the Input, by the step's name.
        tensors: Every value as a symbolic tensor, by its name: see `studio.compile.plan.value_name`.
    """

    plan: Plan
    model: Any
    layers: Mapping[str, Any]
    tensors: Mapping[str, Any]
    _functions: dict[Any, Callable[..., Any]] = field(default_factory=dict, init=False)

    @cached_property
    def logits_model(self) -> Any:
        """The same layers, ending before softmax: what training and attacks read."""
        return keras.Model(self.model.input, self.tensors[self.plan.logits], name=f"{self.model.name}_logits")

    @cached_property
    def training_model(self) -> Any:
        """What training reads: the logits, with auxiliary answers a list of theirs after the network's own."""
        heads = [self.tensors[head.logits] for head in self.plan.heads]
        if not heads:
            return self.logits_model
        return keras.Model(self.model.input, [self.tensors[self.plan.logits], *heads], name=f"{self.model.name}_training")

    @property
    def variables(self) -> list[Any]:
        """Everything that training changes, moving averages and the seeds of dropout among it; of auxiliary answers last."""
        own = list(self.model.variables)
        known = {id(variable) for variable in own}
        heads = self.training_model.variables if self.plan.heads else []
        return [*own, *(variable for variable in heads if id(variable) not in known)]

    @property
    def is_classifier(self) -> bool:
        """Whether the output means classes."""
        return self.plan.meaning == "classes"

    @property
    def at_once(self) -> int:
        """How many images should go through together: fewer of large ones, so that memory suffices where training's did."""
        return max(1, min(_MOST_AT_ONCE, _PIXELS_AT_ONCE // math.prod(self.plan.input_shape[:-1])))

    def steps_of(self, node: str) -> tuple[Step, ...]:
        """The steps that came from a node, in order; of a module those inside it, in all its repetitions."""
        inside = (f"{node}/", f"{node}.")
        return tuple(step for step in self.plan.steps if step.node == node or (node and step.node.startswith(inside)))

    def function(self, *names: str) -> Compute:
        """A compiled function from a float32 batch of raw pixels to values, as in inference.

        It reads the live weights: it stays right while they train, and is traced once.
        """
        return self.compiled(("outputs", *names), lambda: traced(self.part(names), self.signature))

    def compiled(self, key: Any, make: Callable[[], Callable[..., Any]]) -> Callable[..., Any]:
        """The function kept under a key, made when it is first asked for; the least recently used ones are let go."""
        kept = self._functions.pop(key, None) or make()
        self._functions[key] = kept
        while len(self._functions) > _KEPT:
            del self._functions[next(iter(self._functions))]
        return kept

    def part(self, names: tuple[str, ...]) -> Compute:
        """The network up to some values, as in inference; not compiled."""
        model = keras.Model(self.model.input, {name: self.tensors[name] for name in names})  # Keras drops a list of one

        def outputs(image: Any) -> list[Any]:
            found = model(image, training=False)
            return [found[name] for name in names]

        return outputs

    @property
    def signature(self) -> tf.TensorSpec:
        """What every compiled function takes: a batch of raw pixels."""
        return tf.TensorSpec((None, *self.plan.input_shape), tf.float32, name="image")


def traced(function: Callable[..., Any], *signature: tf.TensorSpec) -> Callable[..., Any]:
    """Compiled for one signature, so that no batch size or value makes it trace again; without XLA, which is far slower here on CPU."""
    compiled: Callable[..., Any] = tf.function(function, input_signature=signature, jit_compile=False)
    return compiled


def build(plan: Plan, seed: int | None = None) -> Network:
    """Makes the network, with fresh weights.

    Args:
        plan: The network as calls.
        seed: Makes the weights repeatable, and equal to those of the exported program under `keras.utils.set_random_seed`.

    Raises:
        BuildError: Keras refuses a step; says which.
    """
    if seed is not None:
        keras.utils.set_random_seed(seed)
    layers: dict[str, Any] = {}
    tensors: dict[str, Any] = {}
    for step in plan.steps:
        tensors |= zip(step.gives, _placed(step, layers, tensors), strict=True)
    model = keras.Model(tensors[plan.steps[0].name], tensors[plan.output], name=plan.model_name)
    return Network(plan, model, layers, tensors)


def _placed(step: Step, layers: dict[str, Any], tensors: Mapping[str, Any]) -> Sequence[Any]:
    """The outputs of one step on the outputs before it; its layer is noted."""
    if step.symbol == "keras.Input":
        return [keras.Input(name=step.name, **made(step.arguments))]
    inputs = [tensors[name] for name in step.inputs]
    try:
        layers[step.name] = layer(step.symbol, step.name, step.arguments)
        placed, named = arranged(step.calling, inputs)
        output = layers[step.name](*placed, **named, **made(step.at_call))
        if layers[step.name].weights:
            layers[step.name].trainable = step.trainable  # its weights are there by now, and each must know
        return output if step.outputs else [output]
    except (SymbolError, CodeError) as error:
        raise BuildError(step.node, f"{step.name}: {error}") from error
    except (ValueError, TypeError, ArithmeticError, tf.errors.OpError) as error:
        raise BuildError(step.node, _refused(step, inputs, error)) from error


def _refused(step: Step, inputs: Iterable[Any], error: Exception) -> str:
    kind = step.symbol.rpartition(".")[2]
    received = ", ".join(str(tuple(tensor.shape[1:])) for tensor in inputs)
    reason = f"{said(error)}{place(error)}"
    return f"{step.name}: Keras refuses this {kind} for input {received}: {reason}. Change its values or what feeds it."


def adopt(old: Network, new: Network) -> tuple[str, ...]:
    """Copies the weights of steps that both networks have: same node, same layer, same shapes.

    Two drawings that have no node in common, such as two of one project, have the steps in common that are called alike.

    Returns:
        The names of the steps in the new network that kept their weights.
    """
    nodes = {step.node for step in old.plan.steps if step.node}
    by_node = any(step.node in nodes for step in new.plan.steps)
    known = {_identity(step, by_node): old.layers[step.name] for step in old.plan.steps if step.name in old.layers}
    found = ((step, known.get(_identity(step, by_node))) for step in new.plan.steps if step.name in new.layers)
    return tuple(step.name for step, layer in found if layer is not None and _copied(layer, new.layers[step.name]))


def _identity(step: Step, by_node: bool) -> tuple[str, str]:
    return (step.node if by_node and step.node else step.name), step.symbol


def _copied(source: Any, target: Any) -> bool:
    """Whether there were weights to copy; all of a layer's are, or none: half a layer's training is worth nothing."""
    pairs = list(zip(source.weights, target.weights, strict=False))
    fits = len(source.weights) == len(target.weights) and all(a.shape == b.shape for a, b in pairs)
    if not fits:
        return False
    for a, b in pairs:
        b.assign(a)
    return bool(pairs)
