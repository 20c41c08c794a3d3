"""Runs notebooks in one warm worker process, lets it make their pages, and watches it.

A cell that fails, never ends or takes the process down costs its own notebook only: the worker is
stopped with everything it started, and a new one runs the rest.
"""
from __future__ import annotations

import base64
import contextlib
import copy
import json
import os
import pickle
import queue
import signal
import subprocess
import sys
import threading
from dataclasses import dataclass, field
from pathlib import Path
from typing import Mapping

from analysis.checks import Problem
from analysis.report import notebook as notebooks
from analysis.words import Text

CELL_SECONDS = 120.0
_START_SECONDS = _CALL_SECONDS = 300.0

_FAILED = Text("第 {n} 个代码单元格出错：{ename}: {evalue}。请在 JupyterLab 中运行到此处并改正；这份报告没有更新。",
               "code cell {n} failed: {ename}: {evalue}. Run it in JupyterLab up to there and correct it; its report was not updated.")
_HIDDEN = Text("第 {n} 个代码单元格（标签 raises-exception）会在公开的笔记本中留下错误输出：{ename}: {evalue}。请改正或删去；这份报告没有更新。",
               "code cell {n} (tagged raises-exception) leaves an error output in a published notebook: {ename}: {evalue}. "
               "Correct or remove it; its report was not updated.")
_DIED = Text("运行第 {n} 个代码单元格时内核已退出（kernel died，退出码 {code}）。这份报告没有更新，其余笔记本继续运行。",
             "the kernel died in code cell {n} (exit code {code}). Its report was not updated; the other notebooks go on.")
_ENDLESS = Text("第 {n} 个代码单元格超时（timed out，{seconds:g} 秒），已停止。这份报告没有更新，其余笔记本继续运行。",
                "code cell {n} timed out after {seconds:g} s and was stopped. Its report was not updated; the other notebooks go on.")
_NO_START = Text("运行笔记本的进程没有启动（退出码 {code}）。请重新安装环境。",
                 "the process that runs the notebooks did not start (exit code {code}). Install the environment again.")

_PAGE = Text("无法写出报告页面：{what}", "its page could not be made: {what}")


@dataclass(frozen=True)
class Job:
    """One run of a notebook: its name for messages, the notebook read, its folder, the values of its parameters."""

    name: str
    notebook: notebooks.Notebook
    folder: Path
    values: Mapping[str, object] = field(default_factory=dict)

    def request(self) -> dict:
        """What the worker needs to know."""
        cells = notebooks.code_cells(self.notebook)
        tagged = [n for n, cell in enumerate(cells) if notebooks.PARAMETERS in cell.tags]
        return {"folder": str(self.folder.resolve()), "sources": [cell.source for cell in cells],
                "after": tagged[0] if tagged else None, "values": dict(self.values)}

    def number(self, index: int) -> int:
        """The number that JupyterLab shows beside a code cell: empty cells are not counted."""
        cells = notebooks.code_cells(self.notebook)[:index + 1]
        return max(1, sum(bool(cell.source.strip()) for cell in cells))


class Failed(Exception):
    """A notebook did not run to its end; ``problem`` says where and why."""

    def __init__(self, problem: Problem):
        super().__init__(problem.sentence("en"))
        self.problem = problem


class Worker:
    """A process with everything imported, started at once and asked later."""

    def __init__(self):
        group = {"start_new_session": True} if os.name == "posix" else {"creationflags": subprocess.CREATE_NEW_PROCESS_GROUP}
        self._process = subprocess.Popen(
            [sys.executable, "-c", "from analysis.report.worker import main; main()"],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=_environment(), **group)
        self._messages: queue.Queue = queue.Queue()
        self._ready = False
        self._process.stdin.write(json.dumps({"path": sys.path}).encode() + b"\n")
        self._process.stdin.flush()
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        with contextlib.suppress(ValueError):  # closed or cut off in the middle: the process is gone
            for line in self._process.stdout:
                self._messages.put(json.loads(line))
        self._messages.put(None)

    def run(self, job: Job, cell_seconds: float = CELL_SECONDS) -> notebooks.Notebook:
        """The notebook with the outputs of every cell. Failed says which cell did not run through."""
        self._send(job.request())
        index, seconds = 0, _CALL_SECONDS
        while True:
            message = self._receive(lambda text, **values: _problem(job, text, index, **values), seconds)
            index, seconds = message.get("cell", index), cell_seconds  # the limit counts from the first cell on
            if "outputs" in message:
                return _filled(job, message)

    def call(self, name: str, folder: Path, function: str, *values):
        """What a function of a module ("module:name") gives, called in the worker; Failed, about ``name``, when it raised."""
        packed = base64.b64encode(pickle.dumps(values)).decode("ascii")
        self._send({"folder": str(folder), "call": function, "values": packed})
        message = self._receive(lambda text, **_: Problem("error", _PAGE.format(what="—"), name), _CALL_SECONDS)
        if "raised" in message:
            raise Failed(Problem("error", Text(*message["text"]) if message["text"] else _PAGE.format(what=message["raised"]), name))
        return pickle.loads(base64.b64decode(message["result"]))

    def _send(self, message: dict) -> None:
        if not self._ready:
            self._receive(lambda _, code=None, **__: Problem("error", _NO_START.format(code=code)), _START_SECONDS)
            self._ready = True
        self._process.stdin.write(json.dumps(message).encode() + b"\n")
        self._process.stdin.flush()

    def _receive(self, problem, seconds: float) -> dict:
        """The next message; Failed when none comes in time or the process is gone. ``problem`` puts that in words."""
        try:
            message = self._messages.get(timeout=seconds)
        except queue.Empty:
            self.stop()
            raise Failed(problem(_ENDLESS, seconds=seconds)) from None
        if message is None:
            with contextlib.suppress(subprocess.TimeoutExpired):
                self._process.wait(5)
            code = self._process.poll()
            self.stop()
            raise Failed(problem(_DIED, code=code))
        return message

    @property
    def alive(self) -> bool:
        """Whether it can be asked again."""
        return self._process.poll() is None

    def stop(self) -> None:
        """End the process and everything it started, however it is stuck."""
        if os.name == "posix":
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(self._process.pid, signal.SIGKILL)
        elif self.alive:
            subprocess.run(["taskkill", "/F", "/T", "/PID", str(self._process.pid)], capture_output=True, check=False)
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            with contextlib.suppress(OSError):
                pipe.close()


class Runner:
    """The worker that there is at the moment: a new one follows when it was stopped. Use as a context, or close."""

    def __init__(self, cell_seconds: float = CELL_SECONDS):
        self.cell_seconds, self._worker = cell_seconds, Worker()

    def __enter__(self) -> "Runner":
        return self

    def __exit__(self, *_) -> None:
        self.close()

    @property
    def worker(self) -> Worker:
        """A worker that is alive."""
        self._worker = self._worker if self._worker.alive else Worker()
        return self._worker

    def run(self, job: Job) -> notebooks.Notebook:
        """The executed notebook. Failed says which cell did not run through."""
        return self.worker.run(job, self.cell_seconds)

    def call(self, name: str, folder: Path, function: str, *values):
        """What a function ("module:name") gives in the worker, standing in a folder. Failed when it raised."""
        return self.worker.call(name, folder, function, *values)

    def close(self) -> None:
        """End the worker."""
        self._worker.stop()


def _environment() -> dict[str, str]:
    """As in a kernel, figures go into the notebook; sets of texts have the same order in every run."""
    return {**os.environ, "MPLBACKEND": "module://matplotlib_inline.backend_inline", "PLOTLY_RENDERER": "plotly_mimetype",
            "PYTHONHASHSEED": "0", "PYTHONUTF8": "1"}


def _filled(job: Job, message: dict) -> notebooks.Notebook:
    """The notebook with its outputs; Failed when its last cell was cut short."""
    done = copy.deepcopy(job.notebook)
    cells = notebooks.code_cells(done)
    for cell, outputs in zip(cells, message["outputs"]):
        cell.outputs = outputs
    if message["failed"]:
        index = len(message["outputs"]) - 1
        raise Failed(_failure(job, index, cells[index], message["outputs"][index]))
    return done


def _failure(job: Job, index: int, cell, outputs: list[dict]) -> Problem:
    error = next((output for output in reversed(outputs) if output["output_type"] == "error"), {"ename": "Error", "evalue": ""})
    text = _HIDDEN if notebooks.RAISES in cell.tags else _FAILED
    return _problem(job, text, index, ename=error["ename"], evalue=error["evalue"].strip() or "—")


def _problem(job: Job, text: Text, index: int, **values) -> Problem:
    n = job.number(index)
    return Problem("error", text.format(n=n, **values), job.name, cell=f"In [{n}]")
