"""The process that runs the notebooks: everything is imported once, then one notebook after the other.

It reads one JSON request a line (the first is the parent's ``path`` of modules) and answers with one
JSON message a line. First ``ready``. A notebook: ``cell`` when a cell starts; ``outputs`` of all cells
that ran, after the last (a cell may change what an earlier one shows). A call: ``result`` or ``raised``.
"""
from __future__ import annotations

import base64
import contextlib
import importlib
import json
import os
import pickle
import queue
import sys
import threading
import traceback
from pathlib import Path

# Imported once, before the first notebook, so that all of them start alike. What is missing is
# missed by the notebook that needs it.
WARM = ("numpy", "pandas", "matplotlib.pyplot", "plotly.graph_objects", "plotly.io", "analysis", "analysis.compare",
        "analysis.charts", "analysis.report.pages")


def main() -> None:
    """Serve until the other end of the pipe is closed."""
    requests, replies = _take_pipes()
    sys.path[:] = next(requests)["path"]
    from analysis.report import shell

    shell.take_streams()
    shell.new_shell()  # libraries ask whether they run in a notebook when they are imported
    for module in WARM:
        _import(module)
    serve(requests, replies)


def _import(module: str) -> None:
    with contextlib.suppress(ImportError):
        importlib.import_module(module)


def serve(requests, send) -> None:
    """Answer every request; ``requests`` yields dictionaries, ``send`` takes one."""
    from analysis.report import clean

    baseline, plotly = clean.Baseline(), clean.plotly_defaults()
    send({"ready": True})
    for request in requests:
        folder = Path(request["folder"])
        baseline.restore(folder)
        clean.restore_plotly(plotly)
        with clean.own_settings():
            if "call" in request:
                call(request, send)
            else:
                baseline.forget_modules(folder)
                run_notebook(request, send)


def run_notebook(request: dict, send) -> None:
    """Run the cells in a new shell until one fails.

    ``request``: ``sources`` (the code cells), ``values`` (assignments), ``after`` (index of the cell
    tagged ``parameters`` that they follow, or None).
    """
    from analysis.report.shell import new_shell

    shell, shown, went_well = new_shell(), [], True
    for n, source in enumerate(request["sources"]):
        send({"cell": n})
        outputs, went_well = shell.run(source) if source.strip() else ([], True)
        shown.append(outputs)
        if not went_well:
            break
        if n == request["after"]:
            shell.push(request["values"])
    send({"outputs": shown, "failed": not went_well})
    shell.outputs.start()
    shell.user_ns.clear()


def call(request: dict, send) -> None:
    """Call a function of a module with pickled values and send what it gives, or in words why it gave nothing."""
    module, _, name = request["call"].partition(":")
    try:
        result = getattr(importlib.import_module(module), name)(*pickle.loads(base64.b64decode(request["values"])))
        send({"result": base64.b64encode(pickle.dumps(result)).decode("ascii")})
    except Exception as error:  # the parent tells it and goes on with the next page
        where = traceback.extract_tb(error.__traceback__)[-1]
        text = getattr(error, "text", None)
        send({"raised": f"{type(error).__name__}: {error} ({Path(where.filename).name}:{where.lineno})",
              "text": list(text) if isinstance(text, tuple) else None})


def _take_pipes():
    """Keep stdin and stdout for the messages; what a notebook's subprocesses read and write goes nowhere."""
    incoming, outgoing = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_RDWR)
    for number in (0, 1, 2):
        os.dup2(nowhere, number)
    sys.stdin = open(os.devnull, encoding="utf-8")
    waiting: queue.Queue = queue.Queue()
    threading.Thread(target=_listen, args=(incoming, waiting), daemon=True).start()

    def send(message: dict) -> None:
        outgoing.write(json.dumps(message, default=_plain).encode() + b"\n")
        outgoing.flush()

    return iter(waiting.get, None), send


def _listen(incoming, waiting: queue.Queue) -> None:
    """Pass requests on; when the parent is gone, so are we, even inside an endless cell."""
    for line in incoming:
        waiting.put(json.loads(line))
    os._exit(0)


def _plain(value):
    """As a kernel sends what JSON does not know."""
    if isinstance(value, bytes):
        return base64.b64encode(value).decode("ascii")
    if hasattr(value, "tolist"):
        return value.tolist()
    if hasattr(value, "__iter__"):
        return list(value)
    return str(value)


if __name__ == "__main__":
    main()
