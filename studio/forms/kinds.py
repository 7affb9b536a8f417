"""The kinds of value: what each accepts, its unit, step and search range."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta

Count = Annotated[int, Meta(ge=1, le=65536, extra={"search": (8, 512), "scale": "log"})]
Side = Annotated[int, Meta(ge=1, le=1024, extra={"unit": "px"})]
Margin = Annotated[int, Meta(ge=0, le=1024, extra={"unit": "px"})]
Window = Annotated[tuple[Side, ...], Meta(min_length=2, max_length=2)]  # tuple[Side, Side] makes msgspec crash in a union
Margins = Annotated[tuple[Margin, ...], Meta(min_length=2, max_length=2)]
Length = Annotated[int, Meta(ge=1, le=65536)]
Shape = Annotated[tuple[Length, ...], Meta(min_length=1, max_length=4)]
Padding = Literal["valid", "same"]
Steps = Annotated[int, Meta(ge=1, le=1024, extra={"unit": "steps"})]
ExtraSteps = Annotated[int, Meta(ge=0, le=1024, extra={"unit": "steps"})]
Ends = Annotated[tuple[ExtraSteps, ...], Meta(min_length=2, max_length=2)]
Box = Annotated[tuple[Side, ...], Meta(min_length=3, max_length=3)]
BoxMargins = Annotated[tuple[Margin, ...], Meta(min_length=3, max_length=3)]
SequencePadding = Literal["valid", "same", "causal"]
Share = Annotated[float, Meta(ge=0, le=1, extra={"step": 0.05})]
Rate = Annotated[float, Meta(ge=0, le=0.99, extra={"step": 0.05, "search": (0.0, 0.6)})]
Strength = Annotated[float, Meta(ge=0, le=10, extra={"step": 0.001, "search": (1e-6, 1e-2), "scale": "log"})]
LearningRate = Annotated[float, Meta(gt=0, le=10, extra={"step": 0.001, "search": (1e-5, 1e-1), "scale": "log"})]
Path = Annotated[str, Meta(max_length=4096, extra={"path": True})]
Text = Annotated[str, Meta(max_length=4096)]
Seed = Annotated[int, Meta(ge=0, le=2**31 - 1)]
Epochs = Annotated[int, Meta(ge=1, le=100_000, extra={"unit": "epochs"})]
BatchSize = Annotated[int, Meta(ge=1, le=65536, extra={"unit": "images", "search": (16, 256), "scale": "log"})]
Patience = Annotated[int, Meta(ge=1, le=100_000, extra={"unit": "epochs"})]
Target = Annotated[float, Meta(gt=0, le=1, extra={"step": 0.005})]
Momentum = Annotated[float, Meta(ge=0, le=1, extra={"step": 0.05, "search": (0.0, 0.99)})]
Decay = Annotated[float, Meta(ge=0, lt=1, extra={"step": 0.01})]
Small = Annotated[float, Meta(gt=0, le=1, extra={"step": 1e-7, "scale": "log"})]
Norm = Annotated[float, Meta(gt=0, le=1e6, extra={"step": 0.1})]
