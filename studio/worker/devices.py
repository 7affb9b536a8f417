"""What TensorFlow can compute on here, and why a GPU is not used, in words; `python -m studio.worker.devices` says both as JSON."""

from __future__ import annotations

import importlib.util
import os
import platform
import sys
import time
from pathlib import Path
from typing import NamedTuple

import keras
import msgspec
import numpy as np
import tensorflow as tf

from studio.messages.events import Device, Ready

LOGICAL_CPUS = "ABYSS_LOGICAL_CPUS"  # environment variable: as how many CPU devices the CPU shall appear, to try the choice of device


class DeviceError(ValueError):
    """A device that is not there, in one sentence."""


def prepare() -> None:
    """Lets GPU memory grow as it is needed, so that others can share the GPU; must come before the first computation."""
    for gpu in tf.config.list_physical_devices("GPU"):
        tf.config.experimental.set_memory_growth(gpu, True)
    wanted = int(os.environ.get(LOGICAL_CPUS, "1"))
    if wanted > 1:
        cpu = tf.config.list_physical_devices("CPU")[0]
        tf.config.set_logical_device_configuration(cpu, [tf.config.LogicalDeviceConfiguration()] * wanted)


def devices() -> tuple[Device, ...]:
    """All that can be chosen, GPUs first."""
    return tuple(_device(kind, index) for kind in ("GPU", "CPU") for index in range(len(tf.config.list_logical_devices(kind))))


def _device(kind: str, index: int) -> Device:
    return Device(name=f"{kind}:{index}", title=_cores() if kind == "CPU" else _gpu_title(index))


def _cores() -> str:
    """`2 cores`: those that this process may use."""
    number = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return f"{number} core{'s' if number != 1 else ''}"


def _gpu_title(index: int) -> str:
    physical = tf.config.list_physical_devices("GPU")
    details = tf.config.experimental.get_device_details(physical[index]) if index < len(physical) else {}
    return str(details.get("device_name", "GPU"))


def chosen(name: str) -> str:
    """The device of that name; the first one where no name is given.

    Raises:
        DeviceError: There is none of that name.
    """
    names = [device.name for device in devices()]
    if name and name not in names:
        raise DeviceError(f"There is no device {name} on this machine. Expected: {' or '.join(names)}. Choose one of these.")
    return name or names[0]


class Signs(NamedTuple):
    """What tells why TensorFlow sees no GPU.

    Attributes:
        gpus: How many it sees.
        system: `linux`, `win32`, `darwin`.
        driver: Whether a driver of NVIDIA is loaded.
        libraries: Whether the CUDA libraries that TensorFlow needs are installed.
        hidden: Value of CUDA_VISIBLE_DEVICES; None where it is not set.
    """

    gpus: int
    system: str
    driver: bool
    libraries: bool
    hidden: str | None


def signs() -> Signs:
    """Looks at this machine."""
    return Signs(
        gpus=len(tf.config.list_physical_devices("GPU")),
        system=sys.platform,
        driver=Path("/proc/driver/nvidia/version").exists() or Path("/dev/nvidiactl").exists() or Path("/dev/dxg").exists(),
        libraries=importlib.util.find_spec("nvidia") is not None and importlib.util.find_spec("nvidia.cudnn") is not None,
        hidden=os.environ.get("CUDA_VISIBLE_DEVICES"),
    )


def advice(seen: Signs) -> str:
    """Why no GPU is used and what to do, in words; empty where one is."""
    if seen.gpus:
        return ""
    if seen.system == "win32":
        return "No GPU is used: TensorFlow has none on Windows itself since version 2.11. Run the studio in WSL2 to use an NVIDIA GPU."
    if seen.system == "darwin":
        return "No GPU is used: TensorFlow has none on macOS by itself. Training runs on the CPU."
    if not seen.driver:
        return "No GPU is used: no driver of an NVIDIA GPU is loaded. If there is such a GPU in this machine, install its driver."
    if seen.hidden in ("", "-1"):
        return f'No GPU is used: CUDA_VISIBLE_DEVICES is "{seen.hidden}", which hides all. Unset it and start the studio again.'
    if not seen.libraries:
        return 'No GPU is used: the CUDA libraries are not installed. Install them: pip install "abyss-studio[gpu]"'
    return (
        "No GPU is used although driver and CUDA libraries are there. The driver may be too old for CUDA 12: run nvidia-smi and update it."
    )


def versions() -> dict[str, str]:
    """Of what computes."""
    return {"python": platform.python_version(), "tensorflow": tf.__version__, "keras": keras.__version__, "numpy": np.__version__}


def ready(since: float) -> Ready:
    """The event; `since` is the monotonic time of the start."""
    return Ready(devices=devices(), versions=versions(), seconds=time.monotonic() - since, advice=advice(signs()))


if __name__ == "__main__":
    prepare()
    sys.stdout.buffer.write(msgspec.json.encode(ready(time.monotonic())))
