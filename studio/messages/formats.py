"""Formats of exports: what each is called, what it is for, and how far it may be from the studio's own predictions."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal, NamedTuple

Format = Literal["savedmodel", "keras", "python", "tflite", "tflite-float16", "tflite-int8", "onnx"]
ROUNDING = 1e-5  # what may lie between two ways of computing the same probabilities in float32
FUSING = 1e-4  # the same where a converter has joined operations into others


class FormatFacts(NamedTuple):
    """One kind of export.

    Attributes:
        title: As a list shows it.
        words: For whom it is and what it takes and gives, in a sentence.
        difference: The largest difference from the studio's predictions that is allowed.
        drop: Share of the test images that it may get right less than the studio; where it is given and images with classes are there,
            it is judged by that instead of by the difference.
    """

    title: str
    words: str
    difference: float = ROUNDING
    drop: float | None = None


FORMATS: Mapping[Format, FormatFacts] = MappingProxyType(
    {
        "savedmodel": FormatFacts(
            "SavedModel",
            "A folder for TensorFlow programs and servers: raw pixels from 0 to 255 as `image` in, `probabilities` out.",
        ),
        "keras": FormatFacts(
            "Keras model",
            "A .keras file that Keras opens again for more training, with the source of layers that Keras lacks beside it.",
        ),
        "python": FormatFacts(
            "Python program", "The program of the drawing, which builds exactly this network, with its weights beside it."
        ),
        "tflite": FormatFacts(
            "TFLite float32",
            "One file for phones and small computers, one image at a time: raw pixels from 0 to 255 as `image` in, the names of the "
            "classes inside.",
            FUSING,
        ),
        "tflite-float16": FormatFacts("TFLite float16", "As TFLite, with weights of half the size; predictions hardly change.", 1e-2),
        "tflite-int8": FormatFacts(
            "TFLite int8",
            "As TFLite, all in whole numbers and a quarter of the size, for chips that compute nothing else: bytes in, bytes out. "
            "Ranges are measured on training images.",
            0.1,
            0.02,
        ),
        "onnx": FormatFacts(
            "ONNX",
            "One file of opset 18 for ONNX Runtime and other frameworks: raw pixels from 0 to 255 as `image` in, the names of the classes "
            "inside. Needs tf2onnx, onnx and onnxruntime beside the studio.",
            FUSING,
        ),
    }
)
