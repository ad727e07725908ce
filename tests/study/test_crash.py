"""kill -9 at random moments of a real sitting: every acknowledged answer is there afterwards."""

import random
import signal
import sqlite3
from pathlib import Path

from tests.program import BANK, Terminal, run

KILLS = 20


def test_twenty_kills_lose_no_acknowledged_answer(environment: dict[str, str]) -> None:
    """An answer is acknowledged when its feedback begins: ``Right.`` or ``Wrong.`` on the screen."""
    chance = random.Random(20)
    log = Path(environment["IPT_TRAIN_HOME"]) / "data" / "profiles" / "default.db"
    for setting, value in (("new-per-day", "999"), ("reviews-per-day", "9999")):
        assert run("config", "set", setting, value, env=environment).returncode == 0
    acknowledged = kept = 0
    for _ in range(KILLS):
        terminal = Terminal("case", "sample", "--bank", BANK, env=environment)
        terminal.until("q quit")
        terminal.send("\r")  # past the content warning
        terminal.until("q quit")
        for step in range(chance.randrange(3) + 1):
            terminal.send("1")
            if step == 2 or chance.random() < 0.4:
                terminal.some(chance.randrange(1, 300))  # somewhere while the feedback is drawn
                break
            terminal.until("Remember:")
            terminal.until("q quit")
            terminal.send("\r")
            if terminal.any_of("q quit", "This sitting"):  # it began at a later step, and is over
                break
        terminal.child.kill(signal.SIGKILL)
        terminal.end()
        acknowledged += terminal.raw.count("Right.") + terminal.raw.count("Wrong.")
        connection = sqlite3.connect(log)
        assert connection.execute("pragma integrity_check").fetchone()[0] == "ok"
        kept = connection.execute("select count(*) from event where kind = 'review'").fetchone()[0]
        connection.close()
        assert kept >= acknowledged
    assert acknowledged >= 5
    assert kept <= acknowledged + KILLS
    assert run("data", "doctor", "--quick", env=environment).returncode == 0
    assert run("progress", "--bank", BANK, "--json", env=environment).returncode == 0
