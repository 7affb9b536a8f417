"""What window and worker say to each other: orders, events, and the one codec."""

from studio.messages.codec import MessageError, pack, unpack
from studio.messages.events import Event
from studio.messages.orders import Order

__all__ = ["Event", "MessageError", "Order", "pack", "unpack"]
