"""What every message is: a frozen record that carries the name of its class."""

from __future__ import annotations

from typing import Any, TypeVar, dataclass_transform

import msgspec
from msgspec import Struct, StructMeta

M = TypeVar("M", bound="MessageMeta")


class MessageMeta(StructMeta):
    """Makes every message frozen, keyword-only and tagged; Structs do not inherit `kw_only`."""

    def __new__(mcls: type[M], name: str, bases: tuple[type, ...], namespace: dict[str, Any], /, **options: Any) -> M:
        """Adds the house options to those of the class statement."""
        return super().__new__(mcls, name, bases, namespace, **({"frozen": True, "kw_only": True, "tag": True} | options))


@dataclass_transform(kw_only_default=True, frozen_default=True, field_specifiers=(msgspec.field,))
class Message(Struct, metaclass=MessageMeta, frozen=True, kw_only=True):
    """Base of orders, events and the records within them."""
