"""How receipts look."""

from collections.abc import Sequence
from datetime import datetime

from ipt_train.course.operation.receipt import ListedReceipt, Receipt
from ipt_train.schedule.day import local_time
from ipt_train.shell.screen import Screen

_SHOWN = ("course", "exam", "person", "attempt", "accepted_at", "arrived_at", "entered_by")


def show_receipts(screen: Screen, receipts: Sequence[ListedReceipt], zone: str) -> None:
    """Show the receipts of a course, with times in its zone; without one, how they come about."""
    if not receipts:
        screen.line(
            "Nothing was collected yet. `ipt-train course collect DIR` collects submissions."
        )
        return
    screen.table(
        ("Person", "Exam", "Attempt", "Arrived", "Time from"),
        [
            (
                receipt.person,
                receipt.exam,
                str(receipt.attempt),
                local_time(datetime.fromisoformat(receipt.arrived_at or receipt.accepted_at), zone),
                f"entered by {receipt.entered_by}"
                if receipt.entered_by
                else "table"
                if receipt.arrived_at
                else "collect",
            )
            for receipt in receipts
        ],
    )


def show_receipt(screen: Screen, receipt: Receipt) -> None:
    """Show what a receipt says, who signed it, and whether it is for the submission that was given."""
    for name in _SHOWN:
        if name in receipt.said:
            screen.row(name, str(receipt.said[name]), style="bold")
    screen.row("signed by", receipt.fingerprint, style="bold")
    if receipt.fits is not None:
        which = "this" if receipt.fits else "another"
        screen.line(f"It is for {which} submission.")
