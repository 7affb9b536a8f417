"""What became of a training: one SQLite file a run, read by window, command line and worker alike."""

from studio.runs.confusions import Confusion, confusion_snapshot, counted, keep_confusion, kept_confusion
from studio.runs.exports import ExportNote, note_export
from studio.runs.figures import Batches, BatchFigures, EpochFigures, Epochs, Evaluation, RunEnd, RunFacts, Snapshot
from studio.runs.listing import RunInfo, delete_run, list_runs, next_run, run_folder
from studio.runs.pictures import newest_picture, picture_snapshot, read_picture
from studio.runs.reader import RunReader
from studio.runs.store import RunError
from studio.runs.weights import BEST, LAST, Weights, read_weights, write_weights
from studio.runs.writer import RunWriter

__all__ = [
    "BEST",
    "LAST",
    "BatchFigures",
    "Batches",
    "Confusion",
    "EpochFigures",
    "Epochs",
    "Evaluation",
    "ExportNote",
    "RunEnd",
    "RunError",
    "RunFacts",
    "RunInfo",
    "RunReader",
    "RunWriter",
    "Snapshot",
    "Weights",
    "confusion_snapshot",
    "counted",
    "delete_run",
    "keep_confusion",
    "kept_confusion",
    "list_runs",
    "newest_picture",
    "next_run",
    "note_export",
    "picture_snapshot",
    "read_picture",
    "read_weights",
    "run_folder",
    "write_weights",
]
