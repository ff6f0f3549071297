"""What every field of a form can do, whatever it edits."""

from typing import Any, Protocol, runtime_checkable

from PySide6.QtCore import SignalInstance


@runtime_checkable
class Field(Protocol):
    """A widget that edits one value of a draft.

    Signals:
        edited(): the person changed what stands in the field.
        left(): the person leaves the field; now it may be checked.
    """

    edited: SignalInstance
    left: SignalInstance

    def value(self) -> Any:
        """Return the value for the draft; what cannot be understood is told by :meth:`problem`."""
        ...

    def set_value(self, value: Any) -> None:
        """Show a value of the draft; :attr:`edited` is not told."""
        ...

    def problem(self) -> str:
        """Return why what stands in the field is no value, one sentence, or ""."""
        ...

    def shown(self, value: Any) -> str:
        """Return how a value of the draft is written here, empty for none."""
        ...

    def state(self) -> Any:
        """Return what stands in the field, faulty or not, as plain data (JSON)."""
        ...

    def set_state(self, state: Any) -> None:
        """Bring back what :meth:`state` gave; what is not understood leaves the field as it is."""
        ...

    def set_read_only(self, read_only: bool) -> None:
        """Show the value without letting it be changed, or let it be changed again."""
        ...
