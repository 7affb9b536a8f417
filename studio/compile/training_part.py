"""The parts of a program that read the images and train the network, where they are wanted."""

from __future__ import annotations

from typing import NamedTuple

from studio.compile.plan import Plan
from studio.compile.planner import plain
from studio.compile.spelling import arguments, call, value
from studio.data.data import Data
from studio.data.sources import ImageFolder, NumpyFile
from studio.recipe.losses import MultiClassHinge, SoftmaxCrossentropy
from studio.recipe.recipe import Recipe

RESERVED = frozenset(
    {"data", "train", "split_data", "centred", "hinge", "squared_error", "Target"}
    | {"BATCH_SIZE", "EPOCHS", "SEED", "FOLDER", "FILE", "VALIDATION", "TEST"}
)
"""What these parts call themselves."""

_SPLIT = '''
def split_data(images, labels, share):
    """Parts images at random: a share of them, and the others."""
    order = np.random.default_rng(SEED).permutation(len(images))
    first, rest = order[: round(share * len(order))], order[round(share * len(order)) :]
    return (images[first], labels[first]), (images[rest], labels[rest])
'''
_MNIST = '''
def data():
    """Handwritten digits: images for training, validation and the test, each with the numbers of their classes."""
    (images, labels), (test_images, test_labels) = keras.datasets.mnist.load_data()
    validation, training = split_data(images[..., None], labels, VALIDATION)
    return training, validation, (test_images[..., None], test_labels)
'''
_FILE = '''
def data():
    """Images of the file for training, validation and the test, each with the numbers of their classes."""
    with np.load(FILE) as arrays:
        images = arrays["images" if "images" in arrays else "x"]
        labels = arrays["labels" if "labels" in arrays else "y"]
    test, rest = split_data(images, labels, TEST)
    validation, training = split_data(*rest, VALIDATION / (1 - TEST))
    return training, validation, test
'''
_FOLDER = '''
def data():
    """Pictures of the folder, one folder a class, for training, validation and the test."""
    size, colours = INPUT_SHAPE[:2], "grayscale" if INPUT_SHAPE[2] == 1 else "rgb"
    dataset = keras.utils.image_dataset_from_directory(FOLDER, image_size=size, color_mode=colours, batch_size=None)
    images, labels = (np.stack(part) for part in zip(*dataset.as_numpy_iterator()))
    test, rest = split_data(images, labels, TEST)
    validation, training = split_data(*rest, VALIDATION / (1 - TEST))
    return training, validation, test
'''
_CENTRED = '''
def centred(training, *others):
    """Subtracts {what} of the training images, as the finished network does itself."""
    mean = training[0].mean(axis={axis}, dtype="float32")
    return [(images - mean, labels) for images, labels in (training, *others)]
'''
_TARGET = '''
class Target(keras.callbacks.Callback):
    """Ends training where validation accuracy has come far enough."""

    def on_epoch_end(self, epoch, logs=None):
        """Looks at it after each epoch."""
        if logs["val_accuracy"] >= {target}:
            self.model.stop_training = True
'''
_HINGE = '''
def hinge(labels, scores):
    """Wants the right class's score to beat every other by 1, and sums by how much each one fails that."""
    wanted = keras.ops.one_hot(keras.ops.cast(keras.ops.reshape(labels, (-1,)), "int32"), scores.shape[-1])
    right = keras.ops.sum(wanted * scores, axis=-1, keepdims=True)
    return keras.ops.sum(keras.ops.relu(1 + scores - right), axis=-1) - 1
'''
_SQUARED = '''
def squared_error(labels, scores):
    """The mean squared distance to 1 for the right class and 0 for the others."""
    wanted = keras.ops.one_hot(keras.ops.cast(keras.ops.reshape(labels, (-1,)), "int32"), scores.shape[-1])
    return keras.ops.mean(keras.ops.square(scores - wanted), axis=-1)
'''
_PACED = '''
class Paced{name}(Paced, {symbol}):
    """{name}, whose steps are scaled layer by layer."""
'''
_CENTRES = {"mean image": ("the mean image", "0"), "per channel": ("each channel's mean", "(0, 1, 2)")}
_READING = {ImageFolder: _FOLDER, NumpyFile: _FILE}
_LOSSES = {SoftmaxCrossentropy: ("keras.losses.SparseCategoricalCrossentropy(from_logits=True)", ""), MultiClassHinge: ("hinge", _HINGE)}


class Lesson(NamedTuple):
    """What a program that trains its network needs to know besides it.

    Attributes:
        data: Where the images come from.
        recipe: How to train.
    """

    data: Data
    recipe: Recipe


def training_part(lesson: Lesson, plan: Plan, paced: bool) -> list[str]:
    """The lines that come after the network: constants, functions and the end of the program.

    Args:
        lesson: The data and the recipe.
        plan: The network.
        paced: Whether the program has what scales the steps of an optimizer.
    """
    data, recipe = lesson
    _, loss = _LOSSES.get(type(recipe.loss), ("", _SQUARED))
    what, axis = _CENTRES.get(data.centre, ("", ""))
    parts = [
        _SPLIT,
        _READING.get(type(data.source), _MNIST),
        _CENTRED.format(what=what, axis=axis) if what else "",
        loss,
        _TARGET.format(target=value("", recipe.target)) if recipe.target is not None else "",
        _PACED.format(name=type(recipe.optimizer).__name__, symbol=recipe.optimizer.symbol()) if paced else "",
    ]
    written = [line for text in parts if text for line in ["", *text.rstrip("\n").split("\n")]]
    return ["", "", *_constants(data, recipe), *written, "", "", *_train(recipe, plan, paced), *_main(bool(what))]


def _constants(data: Data, recipe: Recipe) -> list[str]:
    lines = [f"SEED = {recipe.seed}", f"EPOCHS = {recipe.epochs}", f"BATCH_SIZE = {recipe.batch_size}"]
    lines.append(f"VALIDATION = {round(data.validation, 6)!r}  # share of the images to watch training with")
    match data.source:
        case ImageFolder(path=path):
            lines.insert(0, f"FOLDER = {value('', path)}  # one folder a class")
        case NumpyFile(path=path):
            lines.insert(0, f"FILE = {value('', path)}")
    return lines if data.source.given_test else [*lines, f"TEST = {round(data.test, 6)!r}  # share kept for one look at the end"]


def _train(recipe: Recipe, plan: Plan, paced: bool) -> list[str]:
    made, name = recipe.optimizer, type(recipe.optimizer).__name__
    said = arguments({name: plain(given) for name, given in made.arguments().items()}, made.symbol())
    scores = [f'    model = keras.Model(model.input, model.get_layer("{plan.output}").input)  # scores, before softmax']
    loss, _ = _LOSSES.get(type(recipe.loss), ("squared_error", ""))
    return [
        "def train(model, training, validation, test):",
        '    """Trains the network, and says how well it does on images that it never saw."""',
        *(scores if plan.meaning == "classes" else []),
        *call(f"optimizer = {f'Paced{name}' if paced else made.symbol()}", said),
        f'    model.compile(optimizer, {loss}, metrics=["accuracy"])',
        *call("model.fit", ["*training", "validation_data=validation", "epochs=EPOCHS", "batch_size=BATCH_SIZE", *_callbacks(recipe)]),
        "    return model.evaluate(*test)",
    ]


def _callbacks(recipe: Recipe) -> list[str]:
    found = []
    if recipe.patience is not None:
        found.append(f'keras.callbacks.EarlyStopping("val_loss", patience={recipe.patience}, restore_best_weights=True)')
    if recipe.target is not None:
        found.append("Target()")
    return [f"callbacks=[{', '.join(found)}]"] if found else []


def _main(centres: bool) -> list[str]:
    images = "*centred(*data())" if centres else "*data()"
    return ["", "", 'if __name__ == "__main__":', "    keras.utils.set_random_seed(SEED)", f"    train(build(), {images})"]
