"""The base of what the worker tells."""

from studio.messages.message import Message


class Event(Message):
    """Base of the events."""
