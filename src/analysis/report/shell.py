"""IPython's shell, with what a cell shows kept as the outputs that a notebook kernel would send."""
from __future__ import annotations

import io
import sys

from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher
from IPython.core.interactiveshell import InteractiveShell
from traitlets import Type
from traitlets.config import Config


class Outputs:
    """The outputs of one cell, in order, as dictionaries of the notebook format."""

    def __init__(self):
        self.nodes: list[dict] = []
        self._shown: dict[str, list[dict]] = {}
        self._clear_first = False

    def add(self, node: dict, display_id: str | None = None) -> None:
        """Add an output; one with a display id can be updated later."""
        if self._clear_first:
            self.clear(wait=False)
        if display_id is not None:
            self._shown.setdefault(display_id, []).append(node)
        self.nodes.append(node)

    def write(self, stream: str, text: str) -> None:
        """Add text to a stream; what follows without anything in between is one output."""
        last = self.nodes[-1] if self.nodes and not self._clear_first else {}
        if last.get("name") == stream:
            last["text"] += text
        elif text:
            self.add({"output_type": "stream", "name": stream, "text": text})

    def update(self, display_id: str, data: dict, metadata: dict) -> None:
        """Change the outputs that were shown with a display id."""
        for node in self._shown.get(display_id, []):
            node.update(data=data, metadata=metadata)

    def clear(self, wait: bool) -> None:
        """Forget what was shown: now, or as soon as something new comes."""
        self._clear_first = wait
        if not wait:
            self.nodes.clear()

    def start(self) -> None:
        """Begin with the next cell; displays of earlier cells can still be updated."""
        self.nodes, self._clear_first = [], False


class Stream(io.TextIOBase):
    """sys.stdout or sys.stderr: writes go to the outputs of the shell that is running."""

    encoding = "utf-8"

    def __init__(self, name: str):
        self.name = name

    def write(self, text) -> int:
        if not isinstance(text, str):
            raise TypeError(f"write() argument must be str, not {type(text).__name__}")
        if InteractiveShell.initialized():
            InteractiveShell.instance().outputs.write(self.name, text)
        return len(text)

    def writable(self) -> bool:
        return True


class _Publisher(DisplayPublisher):
    def publish(self, data, metadata=None, *, transient=None, update=False, **_):
        display_id = (transient or {}).get("display_id")
        if update:
            self.shell.outputs.update(display_id, data, metadata or {})
        else:
            self.shell.outputs.add({"output_type": "display_data", "data": data, "metadata": metadata or {}}, display_id)

    def clear_output(self, wait=False):
        self.shell.outputs.clear(wait)


class _Hook(DisplayHook):
    def start_displayhook(self):
        """Nothing is printed before a result."""

    def write_output_prompt(self):
        """A notebook shows no prompt in its outputs."""

    def write_format_data(self, format_dict, md_dict=None):
        if format_dict:
            self.shell.outputs.add({"output_type": "execute_result", "execution_count": self.prompt_count,
                                    "data": format_dict, "metadata": md_dict or {}})

    def finish_displayhook(self):
        """The result is already kept."""


class NotebookShell(InteractiveShell):
    """A shell for one notebook: ``run`` gives the outputs of a cell and whether it went well."""

    display_pub_class = Type(_Publisher)
    displayhook_class = Type(_Hook)

    def __init__(self, **settings):
        self.outputs = Outputs()
        super().__init__(**settings)

    def run(self, source: str) -> tuple[list[dict], bool]:
        """Run one cell as a kernel would."""
        self.outputs.start()
        went_well = self.run_cell(source, store_history=True).success
        return self.outputs.nodes, went_well

    def _showtraceback(self, etype, evalue, stb):
        self.outputs.add({"output_type": "error", "ename": etype.__name__, "evalue": str(evalue), "traceback": list(stb)})


def new_shell() -> NotebookShell:
    """A shell with a clean namespace that is *the* shell of this process, matplotlib drawing into it."""
    InteractiveShell.clear_instance()
    NotebookShell.clear_instance()
    config = Config({"HistoryManager": {"enabled": False}, "InteractiveShell": {"colors": "nocolor"}})
    shell = NotebookShell.instance(config=config)
    _draw_inline(shell)
    return shell


def _draw_inline(shell: InteractiveShell) -> None:
    from matplotlib_inline import backend_inline
    from matplotlib_inline.config import InlineBackend

    InlineBackend.clear_instance()
    # Formats are chosen once a process unless it forgets that it chose them.
    backend_inline.configure_inline_support.current_backend = "unset"
    backend_inline.configure_inline_support(shell, "inline")


def take_streams() -> None:
    """Let everything that is printed become output of the cell that prints it."""
    sys.stdout, sys.stderr = Stream("stdout"), Stream("stderr")
