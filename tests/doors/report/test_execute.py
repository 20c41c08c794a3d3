"""Every notebook starts clean, shows what a kernel would show, and fails alone."""
from __future__ import annotations

import os
import time

import nbformat
import pytest

from analysis.report.execute import Failed, Job, Runner, Worker
from doors.report.kernel import comparable, in_a_kernel
from doors.report.notebooks import code, notebook, read


@pytest.fixture(scope="module")
def worker():
    """One warm worker for the tests of this module that leave it alive."""
    worker = Worker()
    yield worker
    worker.stop()


def run(worker, folder, *cells, **values):
    """The outputs of the code cells, run in the worker."""
    done = worker.run(Job("invented", read(*cells), folder, values))
    return [cell.outputs for cell in done.cells]


def said(outputs) -> str:
    return "".join(output.get("text", "") for output in outputs)


LIKE_A_KERNEL = {
    "state of the shell": ["x = 1\nx", "Out[1] + In.count('x')", "import asyncio\nawait asyncio.sleep(0, 'awaited')", "%precision 2\n3.14159",
                           "%precision %r\n__name__", "import os; os.path.basename(os.getcwd())"],
    "streams": ["print('one'); print('two')\nprint('three', end='')", "import sys; sys.stderr.write('err')"],
    "results": ["1 + 1", "'text';", "_ + 1", "None", "[1, 2]"],
    "tables": ["import pandas as pd\nframe = pd.DataFrame({'county': ['虚构县'], 'value': [98.5]})\nframe", "frame.style"],
    "figures": ["import matplotlib.pyplot as plt\nplt.plot([1, 2], [3, 4])", "fig, ax = plt.subplots()\nax.bar(['a'], [1]);",
                "fig"],
    "plotly": ["import plotly.graph_objects as go\nfigure = go.Figure(go.Scatter(x=[1, 2], y=[3, 4], customdata=['a@1', 'a@2']))\nfigure",
               "figure.show()"],
    "displays": ["from IPython.display import HTML, Markdown, SVG, Image, display, clear_output\ndisplay(HTML('<b>x</b>'))\nprint('then')\ndisplay(Markdown('*y*'), 3)",
                 "display({'text/plain': 'a', 'application/x-own+json': {'k': 1}}, raw=True)", "clear_output()\nprint('kept')",
                 "print('gone'); clear_output(wait=True); print('stays')",
                 "handle = display('before', display_id='d1')\nhandle.update('after')", "handle.update('later')"],
    "own displays": ["class Chart:\n    def _ipython_display_(self):\n        display({'text/plain': 'chart', 'image/png': 'aaaa'}, raw=True)\nChart()",
                     "class Repr:\n    def _repr_html_(self):\n        return '<i>h</i>'\n    def __repr__(self):\n        return 'plain'\nRepr()"],
}


def test_outputs_are_those_of_a_kernel(worker, tmp_path):
    cells = [cell for group in LIKE_A_KERNEL.values() for cell in group]
    theirs = in_a_kernel(notebook(*cells, opening=False), tmp_path)
    for source, mine, kernels in zip(cells, run(worker, tmp_path, *cells), theirs, strict=True):
        assert comparable(mine) == kernels, source


DIRTY = """
import os, sys, warnings, logging, random, locale, signal, builtins, decimal
import numpy as np, pandas as pd, matplotlib as mpl, matplotlib.pyplot as plt, plotly.io as pio
leaked = 1
mpl.rcParams['font.size'] = 33; plt.figure()
pd.set_option('display.max_rows', 7); np.set_printoptions(precision=1); np.seterr(all='raise')
pio.templates.default = 'plotly_dark'
os.environ['LEAK'] = '1'; os.chdir('..'); sys.path.insert(0, 'leak'); sys.argv.append('leak')
warnings.simplefilter('error'); logging.getLogger().setLevel('DEBUG'); logging.getLogger('own').addHandler(logging.NullHandler())
logging.disable(logging.CRITICAL); builtins.leak = 1; decimal.getcontext().prec = 3
signal.signal(signal.SIGINT, signal.SIG_IGN); random.random(); np.random.rand(); sys.setrecursionlimit(500)
"""
STATE = """
import os, sys, warnings, logging, random, locale, signal, builtins, decimal
import numpy as np, pandas as pd, matplotlib as mpl, matplotlib.pyplot as plt, plotly.io as pio
print('leaked' in dir(), mpl.rcParams['font.size'], plt.get_fignums(), pd.get_option('display.max_rows'), np.get_printoptions()['precision'],
      np.geterr(), pio.templates.default, 'LEAK' in os.environ, os.path.basename(os.getcwd()), 'leak' in sys.path, 'leak' in sys.argv,
      [f[0] for f in warnings.filters], logging.getLogger().level, logging.getLogger('own').handlers, logging.root.manager.disable,
      hasattr(builtins, 'leak'), decimal.getcontext().prec, signal.getsignal(signal.SIGINT), random.random(), np.random.rand(),
      sys.getrecursionlimit(), sep='\\n')
"""


def test_each_notebook_starts_as_the_first_did(worker, tmp_path):
    first = said(run(worker, tmp_path, STATE)[0])
    dirty = said(run(worker, tmp_path, DIRTY, STATE)[1])
    again = said(run(worker, tmp_path, STATE)[0])
    assert first == again
    changed = [a != b for a, b in zip(first.splitlines(), dirty.splitlines())]
    assert sum(changed) >= len(changed) - 1  # figures are closed after each cell anyway


def test_a_file_beside_the_notebook_is_imported_anew(worker, tmp_path):
    for value in ("1", "22"):
        (tmp_path / "beside.py").write_text(f"value = {value}\n")
        assert said(run(worker, tmp_path, "import beside; print(beside.value)")[0]) == f"{value}\n"


def test_parameters_are_set_after_the_tagged_cell(worker, tmp_path):
    cells = ["LANG = 'early'", code("LANG = 'zh'\nREGION = ''", "parameters"), "print(LANG, REGION)"]
    assert said(run(worker, tmp_path, *cells, LANG="en", REGION="420325")[2]) == "en 420325\n"


BAD = {
    "raises": (["x = 1", "print('before')", "1/0", "print('after')"], "3", "ZeroDivisionError"),
    "wrong syntax": (["x = 1", "x ="], "2", "SyntaxError"),
    "leaves": (["import sys; sys.exit(3)"], "1", "SystemExit"),
    "dies": (["print('ok')", "import os; os._exit(7)"], "2", "kernel died"),
    "hides an error": ([code("1/0", "raises-exception"), "print('hides it')"], "1", "error output in a published notebook"),
    "never ends": (["import signal, time\nsignal.signal(signal.SIGINT, signal.SIG_IGN)\nwhile True:\n    time.sleep(1)"], "1", "timed out"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_notebook_is_named_and_the_next_one_runs(tmp_path, name, worker):
    cells, number, what = BAD[name]
    jobs = [Job("bad.ipynb", read(*cells), tmp_path), Job("good.ipynb", read("print('fine')"), tmp_path)]
    if name in ("dies", "never ends"):
        with Runner(cell_seconds=60 if name == "dies" else 4) as runner:
            problem, good = (_try(runner.run, job) for job in jobs)
    else:
        problem, good = (_try(worker.run, job) for job in jobs)
    for lang in ("zh", "en"):
        sentence = problem.sentence(lang)
        assert "bad.ipynb" in sentence and number in sentence, sentence
    assert what in problem.sentence("en")
    assert said(good.cells[0].outputs) == "fine\n"


def _try(run, job):
    try:
        return run(job)
    except Failed as failed:
        return failed.problem


@pytest.mark.skipif(os.name != "posix", reason="looks at processes as POSIX shows them")
def test_no_process_is_left_of_an_endless_cell(tmp_path):
    cell = ("import subprocess, sys, os, pathlib\nchild = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(600)'])\n"
            "pathlib.Path('pids').write_text(f'{os.getpid()} {child.pid}')\nwhile True: pass")
    with Runner(cell_seconds=12) as runner, pytest.raises(Failed, match="timed out"):
        runner.run(Job("endless.ipynb", read(cell), tmp_path))
    left = [int(pid) for pid in (tmp_path / "pids").read_text().split()]
    for _ in range(50):
        if not any(map(_running, left)):
            break
        time.sleep(0.1)
    assert not any(map(_running, left))


def _running(pid: int) -> bool:
    try:
        with open(f"/proc/{pid}/stat") as stat:
            return stat.read().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def test_stored_outputs_are_dropped(tmp_path):
    from analysis.report.notebook import read_notebook

    book = notebook("1", opening=False)
    book.cells[0].outputs = [nbformat.v4.new_output("display_data", {"text/html": "<script>alert(1)</script>"})]
    nbformat.write(book, tmp_path / "stored.ipynb")
    assert read_notebook(tmp_path / "stored.ipynb").cells[0].outputs == []
