"""Milliseconds for the deepest sample and for all of them: read, measured, edited, planned."""

from collections.abc import Iterator

from msgspec.structs import replace

from studio import paths
from studio.app.project_glance import glance
from studio.compile.cost import shares
from studio.compile.planner import plan
from studio.compile.source import source
from studio.graph import edits
from studio.graph.measure import measure
from studio.graph.model import Graph
from studio.project import file, samples
from tests.benchmarks.table import Row, median, milliseconds

DEEPEST, DRAWING = "resnet152", "ResNet-152"


def rows(quick: bool) -> Iterator[Row]:
    turns = 3 if quick else 15
    method = f"ResNet-152 sample, 517 layers; median of {turns}"
    opened = median([milliseconds(_open) for _ in range(turns)])
    yield Row("from the project's file to shapes, issues, cost", f"{opened:.1f} ms", "300 ms", method)
    graph = _open()
    measured = measure(graph)
    edited = edits.change(graph, "stage3", replace(graph.nodes["stage3"].block, repeat=35))
    taken = median([milliseconds(lambda: shares(measure(edited, (graph, measured)))) for _ in range(turns)])
    yield Row("the same after one block of a stage is taken out", f"{taken:.1f} ms", "16 ms", method)
    planned = median([milliseconds(lambda: plan(graph, DRAWING, measured)) for _ in range(turns)])
    yield Row("its plan", f"{planned:.1f} ms", "", method)
    whole = plan(graph, DRAWING, measured)
    written = median([milliseconds(lambda: source(whole, graph=graph)) for _ in range(turns)])
    yield Row("its program", f"{written:.1f} ms, {len(source(whole, graph=graph).text.splitlines())} lines", "", method)
    found = samples.samples()
    seen = median([milliseconds(lambda: [glance(sample.folder) for sample in samples.samples()]) for _ in range(turns)])
    yield Row("all that the welcome page says of the samples", f"{seen:.1f} ms", "", f"{len(found)} samples; median of {turns}")


def _open() -> Graph:
    graph = file.read(paths.samples() / DEEPEST).graphs[DRAWING]
    shares(measure(graph))
    return graph
