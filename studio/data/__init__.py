"""Where examples come from: sources, splits, preprocessing; NumPy only."""

from studio.data.data import Centre, Data
from studio.data.sources import SOURCES, ImageFolder, Mnist, NumpyFile, Source

__all__ = ["SOURCES", "Centre", "Data", "ImageFolder", "Mnist", "NumpyFile", "Source"]
