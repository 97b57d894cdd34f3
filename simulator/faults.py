"""Faults ordered for the next calls."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

FAULTS = (
    "400",
    "429",
    "500",
    "502",
    "cut_before",
    "cut_after",
    "slow",
    "duplicate_update",
    "swap_queues",
    "not_json",
)
OF_UPDATES = frozenset({"duplicate_update", "swap_queues"})


@dataclass(slots=True)
class Fault:
    """A fault that happens `times` more times, with every method or only with one."""

    fault: str
    method: str = ""
    times: int = 1
    retry_after: int = 1
    seconds: float = 1.0


class Faults:
    """The queue of faults; a call uses the first one that fits it."""

    def __init__(self) -> None:
        self.queue: list[Fault] = []

    def add(self, fault: Fault) -> None:
        """Order a fault. Errors: ValueError for an unknown kind."""
        if fault.fault not in FAULTS:
            raise ValueError(f"unknown fault {fault.fault}; there are {', '.join(FAULTS)}")
        if fault.times > 0:
            self.queue.append(fault)

    def take(self, method: str) -> Fault | None:
        """Return the fault for this call, if any. getUpdates fails only when named."""
        for fault in self.queue:
            named = fault.method.lower() == method.lower()
            if fault.fault in OF_UPDATES or not (named or (not fault.method and method != "getUpdates")):
                continue
            fault.times -= 1
            if fault.times <= 0:
                self.queue.remove(fault)
            return fault
        return None

    def view(self) -> list[dict[str, Any]]:
        """Return the faults still to come, as JSON."""
        return [asdict(fault) for fault in self.queue]
