"""The function `build` of a program: the network itself."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from studio.compile.arguments import called
from studio.compile.body import Key
from studio.compile.constants import Constants
from studio.compile.functions import Scope, repeated, wishes
from studio.compile.head import step_mean
from studio.compile.page import Page
from studio.compile.part import Part, statement
from studio.compile.plan import Plan, Step, origin
from studio.compile.spelling import arguments, short
from studio.compile.uses import Use, Uses
from studio.compile.variables import HARD_TO_READ, own_name, targets, variables

_ANSWERS = {"classes": "the probability of each class", "values": "the values it answers with"}
_MEAN = "mean"
_CENTRES = {"mean image": "the mean image", "per channel": "each channel's mean"}


def build(plan: Plan, centre: str, uses: Uses, scope: Scope, frozen: bool = False) -> Page:
    """The function `build`, with the lines of each node on the board.

    Args:
        plan: The network.
        centre: How training will centre the images.
        uses: Which steps are made by functions of modules.
        scope: What the program uses itself.
        frozen: Whether some of its layers are frozen at the end.
    """
    page, promise, answers = Page(), _promise(plan, centre), _ANSWERS[plan.meaning]
    page.add(["def build() -> keras.Model:", f'    """Makes the network: it takes raw pixels (0 to 255) and gives {answers}."""'])
    loop = own_name("i", scope.taken)
    parts = list(_parts(plan, uses, scope, loop))
    entry, output = (plan.steps[0].name, 0), origin(plan.output)
    found = variables(parts, (), {output: "outputs", entry: "inputs"}, scope.taken | HARD_TO_READ | ({loop} if uses.calls else set()))
    known = set[Key]()
    for part in parts:
        if part.id and part.takes:
            page.add(promise)
            promise = []
        page.add(_lines(part, found, known), *filter(None, [part.id]))
        known |= {*part.gives}
    model = f'keras.Model({found[entry]}, {found[output]}, name="{plan.model_name}")'
    ends = [f"    return freeze({model})" if frozen else f"    return {model}"]
    page.add(ends, *([] if plan.outlet in page.places else [plan.outlet]))
    return page


def _promise(plan: Plan, centre: str) -> list[str]:
    """For the place before the first layer of the drawing: what training will put in there, where it is not known yet."""
    known = any(not step.node and step.symbol.endswith(".Normalization") for step in plan.steps)
    if known or centre not in _CENTRES:
        return []
    return [f"    # Training subtracts {_CENTRES[centre]} of the training images here, as soon as it is known."]


def _parts(plan: Plan, uses: Uses, scope: Scope, loop: str) -> Iterator[Part]:
    """The statements, in the order of the plan."""
    place = 0
    while place < len(plan.steps):
        use = uses.calls.get(place)
        yield _call(use, scope, loop) if use else _layer(plan.steps[place], scope.constants)
        place += use.steps if use else 1


def _layer(step: Step, constants: Constants) -> Part:
    name, takes, gives = f'name="{step.name}"', _keys(step.inputs), _keys(step.gives)
    if not takes:
        kind = arguments({key: value for key, value in step.arguments.items() if key == "dtype"}, "")
        return Part(step.node, "keras.Input", ("INPUT_SHAPE", *kind, name), takes, gives, (step.name,), layer=False)
    said = (
        arguments({**step.arguments, **constants.of(step.node)}, step.symbol)
        if not step_mean(step)
        else ["axis=(1, 2, 3)", f"mean={_MEAN}", f"variance=np.ones_like({_MEAN})"]
    )
    on = tuple(arguments(step.at_call, ""))
    named = (step.name, *(f"{step.name}_{output}" for output in step.outputs[1:]))
    return Part(step.node, short(step.symbol), (*said, name), takes, gives, named, calling=step.calling, at_call=on)


def _call(use: Use, scope: Scope, loop: str) -> Part:
    counter = loop if use.instance.repeat > 1 else ""
    said = (*scope.arguments(use.instance, scope.constants.of(use.node), counter), called(use.name, loop=counter))
    around, made = repeated(use.instance, loop), scope.functions[use.instance.module.name]
    return Part(use.node, made, said, _keys(use.takes), _keys(use.gives), wishes(use.name, use.instance), False, around)


def _keys(values: tuple[str, ...]) -> tuple[Key, ...]:
    return tuple(map(origin, values))


def _lines(part: Part, found: Mapping[Key, str], known: Collection[Key]) -> list[str]:
    lines = statement(part, found, targets(part, found, known))
    return [f"    {_MEAN} = mean_image()", *lines] if f"mean={_MEAN}" in part.arguments else lines
