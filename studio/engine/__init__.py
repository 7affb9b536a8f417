"""The near end of the line: starts, finds, supervises and restarts the worker of a project; no Qt, no TensorFlow."""
