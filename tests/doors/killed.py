"""A build in a process of its own, which ends itself, as a power cut would, at its n-th write to the disk (for the tests)."""
from __future__ import annotations

import os
import signal
import sys
from pathlib import Path


def main(root: str, end: int) -> int:
    """Build; before the write, rename, unlink or mkstemp number ``end`` (0: never) the process is killed."""
    count = 0

    def audit(event: str, args: tuple) -> None:
        nonlocal count
        if event == "open" and not _writes(args) or event not in ("open", "os.rename", "os.remove", "tempfile.mkstemp"):
            return
        if not str(args[0]).startswith(root):
            return
        count += 1
        if count == end:
            os.kill(os.getpid(), signal.SIGKILL)

    from analysis.paths import Project
    from analysis.pipeline.build import build

    sys.addaudithook(audit)
    build(Project(Path(root)))
    print(count)
    return 0


def _writes(args: tuple) -> bool:
    return isinstance(args[2], int) and bool(args[2] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], int(sys.argv[2])))
