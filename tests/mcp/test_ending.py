"""Starting and ending: what is missing, the end of the input, signals, what is left behind."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from kg.graph import Graph
from tests.mcp.conftest import Start
from tests.mcp.speaking import PATIENCE, VERSION, Speaking, gone
from tests.mcp.test_bounds import RUNAWAY


def _busy(speaking: Speaking) -> set[int]:
    """The workers of a server, one of which is at a query without end."""
    speaking.begin()
    assert not speaking.call("sparql", query="ASK {}")["isError"]
    speaking.request("tools/call", {"name": "sparql", "arguments": {"query": RUNAWAY}})
    time.sleep(0.5)
    found = speaking.children()
    assert found
    return found


def test_the_end_of_the_input_is_the_end(start: Start) -> None:
    speaking = start()
    assert speaking.end() == 0
    assert speaking.receive() is None
    assert speaking.log.read_bytes() == b""


def test_no_process_is_left(start: Start) -> None:
    speaking = start()
    speaking.begin()
    speaking.call("find", q="bond")
    workers = speaking.children()
    assert len(workers) == 2
    assert speaking.end() == 0
    assert gone(workers)


def test_what_was_asked_before_the_end_is_answered(graph: Graph) -> None:
    """As where a file is the input."""
    messages: list[dict[str, object]] = [
        {"id": 1, "method": "initialize", "params": {
            "protocolVersion": VERSION, "capabilities": {},
            "clientInfo": {"name": "tests", "version": "1"}}},
        {"method": "notifications/initialized"},
        {"id": 2, "method": "tools/call",
         "params": {"name": "describe", "arguments": {"thing": "medical-need"}}},
    ]
    done = subprocess.run(
        [sys.executable, "-m", "kg", "mcp", "--seconds", "60"], capture_output=True, check=True,
        timeout=PATIENCE,
        input=b"".join(json.dumps({"jsonrpc": "2.0"} | one).encode() + b"\n" for one in messages),
    )
    replies = [json.loads(line) for line in done.stdout.splitlines()]
    assert [reply["id"] for reply in replies] == [1, 2]
    assert replies[1]["result"]["structuredContent"]["thing"]["thing"]["id"] == "medical-need"


@pytest.mark.parametrize("sign", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_it_at_once_whatever_it_does(start: Start, sign: signal.Signals) -> None:
    speaking = start("--seconds", "300")
    workers = _busy(speaking)
    begun = time.perf_counter()
    speaking.process.send_signal(sign)
    assert speaking.ended() == 0
    assert time.perf_counter() - begun < 30
    assert gone(workers)
    assert "Traceback" not in speaking.log.read_text(encoding="utf-8")


def test_an_end_by_force_leaves_no_worker(start: Start) -> None:
    speaking = start("--seconds", "1")
    workers = _busy(speaking)
    speaking.kill()
    assert gone(workers)


def test_nobody_reads_any_more(graph: Graph, tmp_path: Path) -> None:
    with (tmp_path / "log").open("w") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "kg", "mcp"], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            stderr=log,
        )
    assert process.stdin is not None and process.stdout is not None
    process.stdout.close()
    process.stdin.write(b'{"jsonrpc":"2.0","id":1,"method":"ping"}\n')
    process.stdin.flush()
    assert process.wait(PATIENCE) == 0
    process.stdin.close()
    assert "Traceback" not in (tmp_path / "log").read_text(encoding="utf-8")


def test_seeds_with_findings_are_told_to_assistant_and_log(start: Start, tmp_path: Path) -> None:
    seeds = tmp_path / "seeds"
    (seeds / "documents").mkdir(parents=True)
    (seeds / "documents/bad.yaml").write_text("record: nothing\n", encoding="utf-8")
    speaking = start("--seeds", str(seeds))
    speaking.begin()
    assert "KG952" in speaking.refused("find", q="bond")
    assert "KG113" in speaking.log.read_text(encoding="utf-8")
    assert speaking.end() == 0


def test_other_seeds_are_built_when_they_are_asked(start: Start, article_folder: Path) -> None:
    speaking = start("--seeds", str(article_folder), "--seconds", "60")
    speaking.begin()
    result = speaking.call("ask", question="release-factors", limit=1)
    assert result["structuredContent"]["page"]["total"]
    assert speaking.end() == 0


def _refused(*options: str, before: dict[str, str] | None = None) -> tuple[int, str]:
    done = subprocess.run(
        [sys.executable, "-m", "kg", "mcp", *options], stdin=subprocess.DEVNULL, text=True,
        capture_output=True, check=False, env=before, timeout=PATIENCE,
    )
    assert done.stdout == "" and "Traceback" not in done.stderr
    return done.returncode, done.stderr


@pytest.mark.parametrize("option", ["--seconds", "--memory", "--rows", "--workers"])
def test_bounds_are_above_nothing(option: str) -> None:
    status, text = _refused(option, "0")
    assert status == 2 and f"KG603: {option}" in text


def test_a_folder_that_is_not_there_is_said_at_once(tmp_path: Path) -> None:
    status, text = _refused("--seeds", str(tmp_path / "nothing"))
    assert status == 1 and "KG601" in text


def test_a_missing_library_is_named_with_its_remedy(tmp_path: Path) -> None:
    (tmp_path / "mcp_types.py").write_text(
        "raise ModuleNotFoundError('none', name='mcp_types')\n", encoding="utf-8"
    )
    before = os.environ | {
        "PYTHONPATH": f"{tmp_path}{os.pathsep}{os.environ['PYTHONPATH']}"
    }
    status, text = _refused(before=before)
    assert status == 1
    assert "KG951" in text and "pip install 'custody-graph[mcp]'" in text


def test_other_commands_do_without_the_library(tmp_path: Path, graph: Graph) -> None:
    for name in ("mcp", "mcp_types"):
        (tmp_path / f"{name}.py").write_text("raise ImportError('not here')\n", encoding="utf-8")
    before = os.environ | {
        "PYTHONPATH": f"{tmp_path}{os.pathsep}{os.environ['PYTHONPATH']}"
    }
    for words in (["ask", "release-factors"], ["mcp", "--help"]):
        subprocess.run([sys.executable, "-m", "kg", *words], check=True, capture_output=True,
                       env=before)
