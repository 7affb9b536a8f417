"""What a program says of how its layers are trained: which are frozen, and which learn slower or faster than the others."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from studio.compile.plan import Plan, Step
from studio.compile.spelling import call, value

RESERVED = frozenset({"FROZEN", "MULTIPLIERS", "Paced", "freeze"})
"""What the program uses for it."""

_FREEZE = '''
def freeze(model):
    """Keeps training from changing the frozen layers; where they normalise a batch, they do so as in predictions."""
    for layer in model.layers:
        if {test} and layer.weights:
            layer.trainable = False
    return model
'''
_PACED = '''
class Paced:
    """Scales the steps of an optimizer, layer by layer: `class PacedAdam(Paced, keras.optimizers.Adam): pass`.

    Scaling gradients would change nothing where an optimizer divides them by their own size, as Adam does.
    """

    def apply(self, grads, trainable_variables=None):
        """Takes the optimizer's step, then as much of it as each layer's multiplier says."""
        before = [keras.ops.copy(variable) for variable in trainable_variables]
        super().apply(grads, trainable_variables)
        for variable, old in zip(trainable_variables, before):
            multiplier = MULTIPLIERS.get(variable.path.split("/")[0], 1)
            if multiplier != 1:
                variable.assign(old + multiplier * (variable - old))
'''


def bare(plan: Plan) -> Plan:
    """The plan without how it is trained: what its layers compute."""
    return replace(plan, steps=tuple(replace(step, trainable=True, multiplier=1.0, pretrained="") for step in plan.steps))


def freezes(plan: Plan) -> bool:
    """Whether some of the layers are frozen; those without weights count too, where the module around them is."""
    return any(not step.trainable for step in plan.steps)


def before_build(plan: Plan) -> list[str]:
    """The constants and the function that stand before `build`, with empty lines below; none where all is as usual."""
    lines: list[str] = []
    if freezes(plan):
        named, test = _frozen(plan.steps)
        lines += [*named, "", *_FREEZE.format(test=test).splitlines(), "", ""]
    return lines


def after_build(plan: Plan) -> list[str]:
    """What scales the steps of an optimizer, with empty lines above; nothing where all layers learn at one pace."""
    paces = {step.name: step.multiplier for step in plan.steps if step.multiplier != 1 and step.trainable}
    if not paces:
        return []
    rows = [f"    {value('', name)}: {value('', pace)}," for name, pace in paces.items()]
    return ["", "", "MULTIPLIERS = {  # of the learning rate", *rows, "}", "", *_PACED.splitlines()]


def _frozen(steps: Sequence[Step]) -> tuple[Sequence[str], str]:
    """The constant that names the frozen layers, and the test for one: by what names begin with where that says it, else in full."""
    still, others = ([step.name for step in steps if step.trainable is trainable] for trainable in (False, True))
    found = dict.fromkeys(_beginning(name, others) for name in still)
    if None not in found and len(found) < len(still):
        rows = [value("", begin) for begin in found if begin]
        return _tuple(rows, "  # what the names of frozen layers begin with"), "layer.name.startswith(FROZEN)"
    return _tuple([value("", name) for name in still], ""), "layer.name in FROZEN"


def _beginning(name: str, others: Iterable[str]) -> str | None:
    """The shortest beginning of a name, up to a low line, that no other name has; None where there is none."""
    ends = [place + 1 for place, letter in enumerate(name) if letter == "_"]
    begins = [*(name[:end] for end in ends), name]
    return next((begin for begin in begins if not any(other.startswith(begin) for other in others)), None)


def _tuple(rows: Sequence[str], remark: str) -> list[str]:
    if len(rows) == 1:
        return [f"FROZEN = ({rows[0]},){remark}"]
    first, *rest = call("FROZEN = ", rows, indent=0)
    return [first + remark, *rest] if rest or remark == "" else [first + remark]
