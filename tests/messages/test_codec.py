"""The codec gives back what it was given, and refuses everything else in words."""

from __future__ import annotations

import contextlib
import pickle
from typing import Any, get_args

import msgspec
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays
from msgspec import msgpack

from studio.compile.plan import Call, Plan, Step
from studio.data import Data, ImageFolder
from studio.messages import MessageError, pack, unpack
from studio.messages.answers import Answer, AnyAnswer, Maps, Thumbnail, Thumbnails, Times
from studio.messages.events import AnyEvent, Event, Predicted, Printed, Progress
from studio.messages.orders import AnyOrder, Attack, ImageChoice, OnRun, Order, Predict, Train, Watch
from studio.recipe import SGD, MultiClassHinge, Recipe

NUMBERS = arrays.boolean_dtypes() | arrays.integer_dtypes() | arrays.unsigned_integer_dtypes() | arrays.floating_dtypes(sizes=(16, 32, 64))
ARRAYS = arrays.arrays(NUMBERS, arrays.array_shapes(min_dims=0, max_dims=4, min_side=0, max_side=4))
CHOICES = st.builds(
    ImageChoice, part=st.sampled_from(["train", "validation", "test"]), index=st.integers(0, 2**40), file=st.none() | st.text()
)
FINITE = st.floats(allow_nan=False)


def same(left: Any, right: Any) -> bool:
    """Equality of messages whose fields may be arrays, by type and bytes."""
    if isinstance(left, np.ndarray):
        return bool(left.dtype == right.dtype and left.shape == right.shape and left.tobytes() == right.tobytes())
    if isinstance(left, msgspec.Struct):
        return type(left) is type(right) and all(same(getattr(left, name), getattr(right, name)) for name in left.__struct_fields__)
    if isinstance(left, dict):
        return left.keys() == right.keys() and all(same(left[key], right[key]) for key in left)
    return bool(left == right)


def through(message: Order | Event) -> Any:
    """As over the line: every frame is bytes of its own."""
    return unpack([bytes(frame) for frame in pack(message)])


@given(
    st.builds(
        Maps,
        run=st.none() | st.text(),
        step=st.integers(0, 2**40),
        node=st.text(),
        image=CHOICES,
        pixels=ARRAYS,
        maps=ARRAYS,
        limit=FINITE,
        label=st.integers(0, 9),
    )
)
def test_arrays_of_every_type_and_shape_come_back(message: Maps) -> None:
    assert same(through(message), message)


@given(
    st.dictionaries(st.text(), st.builds(Thumbnail, kind=st.sampled_from(["maps", "vector", "bars", "image"]), values=ARRAYS, limit=FINITE))
)
def test_arrays_within_records_within_a_dictionary_come_back(pictures: dict[str, Thumbnail]) -> None:
    message = Thumbnails(run=None, step=0, image=ImageChoice(), pictures=pictures)
    assert same(through(message), message)


@given(
    st.builds(
        Watch, maps=st.none() | st.text(), thumbnails=st.lists(st.text()).map(tuple), times=st.booleans(), image=CHOICES, budget=FINITE
    )
)
def test_orders_come_back(order: Watch) -> None:
    assert through(order) == order


@given(st.dictionaries(st.text(), FINITE))
def test_times_of_nodes_come_back(seconds: dict[str, float]) -> None:
    message = Times(run=None, step=0, seconds=seconds, images=32)
    assert same(through(message), message)


def test_a_plan_with_a_regulariser_travels_with_data_and_recipe_as_records() -> None:
    l2 = Call("keras.regularizers.L2", {"l2": 0.01})
    steps = (
        Step("image", "keras.Input", {"shape": [8, 8, 1]}, ()),
        Step("dense", "keras.layers.Dense", {"units": 2, "kernel_regularizer": l2}, ("image",), "n1"),
    )
    order = Train(
        project="/p",
        run="1",
        plan=Plan("Net", steps, "dense", "dense"),
        data=Data(source=ImageFolder(path="/pictures", height=32)),
        recipe=Recipe(optimizer=SGD(momentum=0.9), loss=MultiClassHinge(), patience=3),
        record={"title": "Net", "graphs": {"main": {"nodes": []}}},
    )
    assert through(order) == order


def test_an_array_that_is_not_contiguous_comes_back() -> None:
    turned = np.arange(24, dtype=np.float32).reshape(4, 6).T[::2]
    assert same(through(Predicted(run="1", names=(), predictions=turned, classes=())).predictions, turned)


def test_an_array_is_not_copied_on_its_way_out() -> None:
    values = np.zeros((64, 64), np.float32)
    frames = pack(Predicted(run="1", names=(), predictions=values, classes=()))
    values[0, 0] = 1.0
    assert unpack(frames).predictions[0, 0] == 1.0


def test_an_array_that_arrives_cannot_be_changed() -> None:
    assert not through(Predict(project="", run="", images=np.zeros(3))).images.flags.writeable


@pytest.mark.parametrize(("union", "base", "between"), [(AnyOrder, Order, {OnRun}), (AnyEvent | AnyAnswer, Event, {Answer})])
def test_every_message_can_be_read_at_the_other_end(union: Any, base: type, between: set[type]) -> None:
    def below(kind: type) -> set[type]:
        return {kind}.union(*(below(sub) for sub in kind.__subclasses__()))

    assert set(get_args(union)) == below(base) - between - {base}


WAY_OUT = " Window and worker may be of different versions."
HEADER = bytes(pack(Predicted(run="1", names=(), predictions=np.zeros((2, 2), np.float32), classes=()))[0])


@pytest.mark.parametrize(
    ("frames", "sentence"),
    [
        ([], "A message was empty. Expected: a record and the frames of its arrays."),
        ([b""], "A message could not be read: Input data was truncated." + WAY_OUT),
        ([pickle.dumps(print)], "A message could not be read: Object missing required field `type`." + WAY_OUT),
        ([msgpack.encode({"type": "Format"})], "A message could not be read: Invalid value 'Format' - at `$.type`." + WAY_OUT),
        (
            [msgpack.encode({"type": "Printed", "text": 3})],
            "A message could not be read: Expected `str`, got `int` - at `$.text`." + WAY_OUT,
        ),
        ([msgpack.encode({"type": "Printed"})], "A message could not be read: Object missing required field `text`." + WAY_OUT),
        ([HEADER], "A message could not be read: there is no array (2, 2) in frame 0." + WAY_OUT),
        ([HEADER, b"123"], "A message could not be read: an array (2, 2) of float32 needs 16 bytes, its frame has 3." + WAY_OUT),
    ],
)
def test_what_is_no_message_is_refused_in_words(frames: list[bytes], sentence: str) -> None:
    with pytest.raises(MessageError) as refused:
        unpack(frames)
    assert str(refused.value) == sentence


def test_an_array_of_python_objects_cannot_be_sent() -> None:
    with pytest.raises(TypeError, match=r"^Arrays in messages hold numbers\. Received: object\.$"):
        pack(Predicted(run="1", names=(), predictions=np.array([print]), classes=()))


def test_an_array_of_python_objects_cannot_arrive() -> None:
    place = msgpack.Ext(1, msgpack.encode([0, "|O", [1]]))
    record = msgpack.encode({"type": "Predicted", "run": "1", "names": [], "predictions": place, "classes": []})
    with pytest.raises(MessageError, match="Expected `str` matching regex"):
        unpack([record, bytes(8)])


@given(st.lists(st.binary(max_size=200), max_size=4))
def test_noise_never_does_anything_but_be_refused(frames: list[bytes]) -> None:
    with pytest.raises(MessageError):
        unpack(frames)


@given(st.data())
def test_a_damaged_message_is_read_or_refused_but_never_breaks(data: st.DataObject) -> None:
    message: Any = Progress(
        run="1", step=1, epoch=1, epochs=5, batch=1, batches=9, loss=0.5, accuracy=0.5, images_per_second=9.0, seconds_left=1.0
    )
    damaged = bytearray(pack(data.draw(st.sampled_from([message, Printed(text="x"), Attack(project="p", run="1")])))[0])
    damaged[data.draw(st.integers(0, len(damaged) - 1))] = data.draw(st.integers(0, 255))
    with contextlib.suppress(MessageError):
        unpack([bytes(damaged)])
