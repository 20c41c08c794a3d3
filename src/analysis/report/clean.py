"""A process that many notebooks run in, one after the other, each as if it were the first.

The state that a notebook may change is noted once, before the first, and put back before each.
"""
from __future__ import annotations

import builtins
import contextlib
import decimal
import gc
import locale
import logging
import os
import random
import signal
import sys
import warnings
from pathlib import Path

_SIGNALS = tuple(getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGALRM", "SIGUSR1", "SIGUSR2") if hasattr(signal, name))


class Baseline:
    """The state of the process as it is now; ``restore`` puts it back."""

    def __init__(self):
        gc.collect()
        gc.freeze()  # what is imported stays: collecting what a notebook left is quick then
        self.environment = dict(os.environ)
        self.path, self.argv = list(sys.path), list(sys.argv)
        self.modules = frozenset(sys.modules)
        self.builtins = dict(vars(builtins))
        self.signals = {number: signal.getsignal(number) for number in _SIGNALS}
        self.locale = locale.setlocale(locale.LC_ALL)
        self.recursion = sys.getrecursionlimit()
        self.loggers = {logger: _logging_state(logger) for logger in _loggers()}

    def restore(self, folder: Path) -> None:
        """Put everything back, and stand in ``folder``."""
        gc.collect()
        os.chdir(folder)
        os.environ.clear()
        os.environ.update(self.environment)
        sys.path[:], sys.argv[:] = ["", *self.path], self.argv
        for name in set(vars(builtins)) - set(self.builtins):
            delattr(builtins, name)
        vars(builtins).update(self.builtins)
        _restore_signals(self.signals)
        locale.setlocale(locale.LC_ALL, self.locale)
        sys.setrecursionlimit(self.recursion)
        for logger in _loggers():
            _restore_logger(logger, self.loggers.get(logger))
        logging.disable(logging.NOTSET)
        _restore_libraries()


    def forget_modules(self, folder: Path) -> None:
        """A notebook that imports a file beside it gets it fresh; libraries stay loaded."""
        for name, module in list(sys.modules.items()):
            file = getattr(module, "__file__", None)
            if name not in self.modules and file and Path(file).is_relative_to(folder):
                del sys.modules[name]


@contextlib.contextmanager
def own_settings():
    """Settings that their libraries know how to keep and put back: warnings, matplotlib, numpy, decimal."""
    import matplotlib
    import numpy

    with contextlib.ExitStack() as stack:
        for manager in (warnings.catch_warnings(), matplotlib.rc_context(), numpy.errstate(),
                        numpy.printoptions(), decimal.localcontext()):
            stack.enter_context(manager)
        random.seed(0)
        numpy.random.seed(0)
        yield


def _restore_libraries() -> None:
    import matplotlib.pyplot
    import pandas

    matplotlib.pyplot.close("all")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # resetting a deprecated option warns
        pandas.reset_option("all")


def plotly_defaults() -> dict[str, str]:
    """The defaults that a notebook may change: plotly's template and renderer."""
    import plotly.io

    return {"templates": plotly.io.templates.default, "renderers": plotly.io.renderers.default}


def restore_plotly(defaults: dict[str, str]) -> None:
    """Put the defaults back."""
    import plotly.io

    for name, value in defaults.items():
        setattr(getattr(plotly.io, name), "default", value)


def _restore_signals(handlers: dict) -> None:
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_REAL, 0)
    for number, handler in handlers.items():
        if handler is not None:  # None: set by something that is not Python
            signal.signal(number, handler)


def _loggers() -> list[logging.Logger]:
    known = logging.root.manager.loggerDict.values()
    return [logging.root, *(logger for logger in known if isinstance(logger, logging.Logger))]


def _logging_state(logger: logging.Logger) -> tuple:
    return logger.level, list(logger.handlers), list(logger.filters), logger.propagate, logger.disabled


def _restore_logger(logger: logging.Logger, state: tuple | None) -> None:
    level, handlers, filters, propagate, disabled = state or (logging.NOTSET, [], [], True, False)
    logger.setLevel(level)
    logger.handlers[:], logger.filters[:] = handlers, filters
    logger.propagate, logger.disabled = propagate, disabled
