"""Readers in C are run in a child process with limits on time and memory: a hostile file ends the child only."""
from __future__ import annotations

import multiprocessing
import os
import sys
from multiprocessing.connection import Connection

from .messages import DocumentError, refusal

SECONDS = 60
MEGABYTES = 500


def run(function, *args, seconds: int = SECONDS, megabytes: int | None = MEGABYTES):
    """``function(*args)`` in a child; its result, or a DocumentError when it fails or exceeds a limit.

    Function, arguments and result must be picklable. The child is forked on Linux (8 ms), elsewhere spawned;
    the limit on memory (None: no limit) holds where the system has one, that on time everywhere.
    """
    context = multiprocessing.get_context("fork" if sys.platform.startswith("linux") else "spawn")
    receiver, sender = context.Pipe(duplex=False)
    child = context.Process(target=_child, args=(sender, function, args, seconds, megabytes))
    child.start()
    sender.close()
    try:
        outcome, value = _received(receiver, seconds)
    finally:
        receiver.close()
        child.kill() if child.is_alive() else None
        child.join()
    if outcome == "refused":
        raise value
    if outcome == "failed":
        raise refusal("reader_died", reason=value)
    return value


def _received(receiver: Connection, seconds: int):
    if not receiver.poll(seconds):
        raise refusal("took_too_long", seconds=seconds)
    try:
        return receiver.recv()
    except EOFError:
        return "failed", "crash"


def _child(sender: Connection, function, args, seconds: int, megabytes: int | None) -> None:
    try:
        _limit(seconds, megabytes)
        message = "done", function(*args)
    except DocumentError as error:
        message = "refused", error
    except BaseException as error:  # noqa: BLE001 - whatever it is, the parent says it in a sentence
        message = "failed", type(error).__name__
    sender.send(message)
    sender.close()
    os._exit(0)  # no clean-up of what was inherited from the parent


def _limit(seconds: int, megabytes: int | None) -> None:
    try:
        import resource
    except ImportError:  # Windows
        return
    limits = [(resource.RLIMIT_CPU, seconds)]
    if megabytes is not None:
        limits.append((resource.RLIMIT_AS, _address_space() + megabytes * 1_000_000))
    for kind, amount in limits:
        try:
            resource.setrlimit(kind, (amount, resource.getrlimit(kind)[1]))
        except (ValueError, OSError):
            continue


def _address_space() -> int:
    """Bytes of address space that the process has already; 0 where the system does not tell."""
    try:
        with open("/proc/self/statm", encoding="ascii") as status:
            return int(status.read().split()[0]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError):
        return 0
