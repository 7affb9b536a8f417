"""Writes applications.json: the networks of keras.applications, as the installed Keras has them.

Use:
    python resources/pretrained/list_applications.py

Names, sizes of images and numbers of weights are asked of Keras by building each network without its weights; only the accuracies stand
here, as https://keras.io/api/applications has them (top-1, single crop, ImageNet validation).
"""

import inspect
import json
from pathlib import Path

import keras

FILE = Path(__file__).with_name("applications.json")
SMALLEST = 32
TOP_1 = {
    "Xception": 0.790,
    "VGG16": 0.713,
    "VGG19": 0.713,
    "ResNet50": 0.749,
    "ResNet50V2": 0.760,
    "ResNet101": 0.764,
    "ResNet101V2": 0.772,
    "ResNet152": 0.766,
    "ResNet152V2": 0.780,
    "InceptionV3": 0.779,
    "InceptionResNetV2": 0.803,
    "MobileNet": 0.704,
    "MobileNetV2": 0.713,
    "DenseNet121": 0.750,
    "DenseNet169": 0.762,
    "DenseNet201": 0.773,
    "NASNetMobile": 0.744,
    "NASNetLarge": 0.825,
    "EfficientNetB0": 0.771,
    "EfficientNetB1": 0.791,
    "EfficientNetB2": 0.801,
    "EfficientNetB3": 0.816,
    "EfficientNetB4": 0.829,
    "EfficientNetB5": 0.836,
    "EfficientNetB6": 0.840,
    "EfficientNetB7": 0.843,
    "EfficientNetV2B0": 0.787,
    "EfficientNetV2B1": 0.798,
    "EfficientNetV2B2": 0.805,
    "EfficientNetV2B3": 0.820,
    "EfficientNetV2S": 0.839,
    "EfficientNetV2M": 0.853,
    "EfficientNetV2L": 0.857,
    "ConvNeXtTiny": 0.813,
    "ConvNeXtSmall": 0.823,
    "ConvNeXtBase": 0.853,
    "ConvNeXtLarge": 0.863,
    "ConvNeXtXLarge": 0.867,
}


def entry(name: str) -> dict[str, object]:
    """What is known of one network."""
    make = getattr(keras.applications, name)
    whole = make(weights=None)
    side = whole.input_shape[1] or 224
    keras.backend.clear_session()
    trunk = make(weights=None, include_top=False).count_params()
    keras.backend.clear_session()
    return {
        "name": name,
        "side": side,
        "smallest": smallest(make),
        "weights": whole.count_params(),
        "trunk": trunk,
        "top_1": TOP_1.get(name),
    }


def smallest(make: object) -> int:
    """The smallest side that Keras takes, of the usual ones."""
    for side in (SMALLEST, 71, 75, 96):
        try:
            make(weights=None, include_top=False, input_shape=(side, side, 3))  # type: ignore[operator]  # Keras's functions have no type
        except ValueError:
            continue
        return side
    return 224


def main() -> None:
    """Writes the file, the names in order."""
    names = sorted(name for name, found in inspect.getmembers(keras.applications, inspect.isfunction) if name[0].isupper())
    entries = []
    for name in names:
        entries.append(entry(name))
        print(entries[-1], flush=True)  # noqa: T201
    FILE.write_text(json.dumps(entries, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
