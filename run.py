#!/usr/bin/env python3
"""Sets the project up and runs it: `python run.py report` (or test, lab, …), on any system.

Needs Python 3.11 or later and nothing else. The first call makes the virtual environment
.venv beside this file and installs what requirements/*.lock pins, by uv where there is one,
else by venv and pip; a stamp in .venv says what is installed, so that later calls go straight
to the command. The settings a person has made for pip (a mirror, a proxy) are respected.
"""
from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

OLDEST = (3, 11)
ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
STAMP = VENV / "county-targets.json"
WINDOWS = os.name == "nt"
BIN = VENV / ("Scripts" if WINDOWS else "bin")
PYTHON = BIN / ("python.exe" if WINDOWS else "python")
LOCKS = {"base": ROOT / "requirements" / "base.lock", "test": ROOT / "requirements" / "test.lock"}
LOCKED_EXTRAS = ("test", "pdf", "browser", "dask")
START = "notebooks/00_start_here.ipynb"
REBUILT = (".venv", ".cache", "data/.cache", ".pytest_cache", ".hypothesis", ".ruff_cache", "build", "dist")

# command: (which lock it needs, program of .venv and its first arguments, Chinese, English)
PROGRAMS = {
    "report": ("base", ["county-targets", "report"], "重建数据表，并生成报告（reports/）", "build the tables, write the reports (reports/)"),
    "test": ("test", ["pytest"], "运行测试", "run the tests"),
    "lab": ("base", ["jupyter-lab", "--ServerApp.root_dir=.", START], "在 JupyterLab 中打开第一个笔记本", "open the first notebook in JupyterLab"),
    "build": ("base", ["county-targets", "build"], "只重建数据表（data/processed/）", "build the tables only (data/processed/)"),
    "check": ("base", ["county-targets", "check"], "显示数据的状况", "print the state of the data"),
}


class Stop(Exception):
    """What keeps the command from going on, as a sentence in Chinese and one in English."""


def say(zh: str, en: str) -> None:
    print(zh, en, sep="\n", file=sys.stderr, flush=True)


# ---- what is installed, and what should be ------------------------------------------------


def fingerprint(files) -> str:
    """One hash for the contents of the files, the same whatever their line ends are."""
    digest = hashlib.sha256()
    for path in files:
        digest.update(Path(path).read_bytes().replace(b"\r\n", b"\n") + b"\0")
    return digest.hexdigest()


def wanted(level: str) -> dict:
    """The stamp of a finished environment; `level` is the name of a lock."""
    return {"level": level, "root": str(ROOT), "python": interpreter(),
            "fingerprint": fingerprint([*LOCKS.values(), ROOT / "pyproject.toml"])}


def interpreter() -> str:
    """The Python that .venv rests on, "" when that has gone (moved, upgraded, never there)."""
    if not PYTHON.exists():
        return ""
    if not WINDOWS:
        return os.path.realpath(str(PYTHON))
    lines = (VENV / "pyvenv.cfg").read_text(encoding="utf-8").splitlines()
    home = next((line.partition("=")[2].strip() for line in lines if line.startswith("home")), "")
    return home if os.path.isdir(home) else ""


def read_stamp() -> dict:
    try:
        return json.loads(STAMP.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}


def write_stamp(stamp: dict) -> None:
    VENV.mkdir(exist_ok=True)
    STAMP.write_text(json.dumps(stamp, indent=1) + "\n", encoding="utf-8")


def is_ready(stamp: dict, want: dict) -> bool:
    """Whether the environment has all that `want` asks for (the test lock contains the base lock)."""
    same = all(stamp.get(key) == want[key] for key in ("root", "python", "fingerprint"))
    return same and bool(want["python"]) and not stamp.get("installing") and stamp.get("level") in (want["level"], "test")


def must_start_over(stamp: dict, want: dict) -> bool:
    """Whether our environment is past repair: cut off half-way, moved, or its Python has gone.

    An environment that was there before us is somebody's own: it is added to, never deleted.
    """
    broken = bool(stamp.get("installing")) or any(stamp.get(key) != want[key] for key in ("root", "python"))
    return bool(stamp) and not stamp.get("own") and broken


# ---- installing ---------------------------------------------------------------------------


def base_python() -> str:
    """The Python outside of any virtual environment that runs this script."""
    return getattr(sys, "_base_executable", None) or sys.executable


def uv_steps(uv: str, lock: Path) -> list:
    pip = [uv, "pip", "install", "--python", str(PYTHON), "--no-deps"] + ([] if sys.stderr.isatty() else ["--quiet"])
    make = [] if PYTHON.exists() else [[uv, "venv", "--quiet", "--allow-existing", "--python", base_python(), str(VENV)]]
    return [*make,
            [*pip, "--compile-bytecode", "--require-hashes", "-r", str(lock)],
            [*pip, "--quiet", "--no-build-isolation", "--editable", str(ROOT)]]


def pip_steps(lock: Path) -> list:
    pip = [str(PYTHON), "-m", "pip", "install", "--disable-pip-version-check", "--no-deps"]
    make = [str(PYTHON), "-m", "ensurepip"] if PYTHON.exists() else [base_python(), "-m", "venv", str(VENV)]
    return [make,
            [*pip, "--require-hashes", "-r", str(lock)],
            [*pip, "--no-build-isolation", "--editable", str(ROOT)]]


def installers(lock: Path):
    """The ways to install, best first: (name, commands); an environment that is there keeps its Python."""
    uv = shutil.which("uv")
    if uv:
        yield "uv", uv_steps(uv, lock)
    yield "pip", pip_steps(lock)


def environment() -> dict:
    """The variables for what we start: nothing that leads out of .venv; uv uses the index set for pip."""
    env = {key: value for key, value in os.environ.items() if key not in ("PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV")}
    env.setdefault("PYTHONUTF8", "1")
    return env


def installing_environment() -> dict:
    env = {**environment(), "PIP_USER": "0"}
    if not any(name in env for name in ("UV_DEFAULT_INDEX", "UV_INDEX_URL")):
        asked = subprocess.run([base_python(), "-m", "pip", "config", "get", "global.index-url"],
                               stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, universal_newlines=True)
        index = env.get("PIP_INDEX_URL") or asked.stdout.strip()
        if index:
            env["UV_DEFAULT_INDEX"] = index
    return env


def run_pip(step: list, env: dict, packages: int) -> tuple:
    """Runs pip, showing how far it has come; its exit code and the end of what it said."""
    tail, seen = [], 0
    with subprocess.Popen(step, env=env, cwd=str(ROOT), stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                          encoding="utf-8", errors="replace") as process:
        for line in process.stdout:
            tail = (tail + [line])[-15:]
            if line.startswith("Collecting "):
                seen += 1
                if seen % 10 == 0:
                    print(f"  {seen} / {packages}", file=sys.stderr, flush=True)
    return process.returncode, "".join(tail)


def run_steps(name: str, steps: list, env: dict, lock: Path) -> str:
    """Runs the commands in turn; "" when all went well, else the end of what the failing one said."""
    packages = sum(not line.startswith((" ", "#")) for line in lock.read_text(encoding="utf-8").splitlines())
    for step in steps:
        if name == "pip":
            code, said = run_pip(step, env, packages)
        else:
            code, said = subprocess.call(step, env=env, cwd=str(ROOT)), ""
        if code:
            return said or f"{' '.join(step)}: exit {code}"
    return ""


def install(level: str, extras: list, before: dict) -> None:
    """Installs the lock of `level` and the project; the stamp says so when all is done."""
    lock, said, env = LOCKS[level], "", installing_environment()
    kept = {"extras": extras, "own": before.get("own", not before and PYTHON.exists())}
    write_stamp({**before, **kept, "root": str(ROOT), "python": interpreter(), "installing": True})
    for name, steps in installers(lock):
        if extras:
            steps = [*steps, [part for part in steps[-1][:-1] if part != "--no-deps"] + [f"{ROOT}[{','.join(extras)}]"]]
        said = run_steps(name, steps, env, lock)
        if not said:
            break
        say(f"用 {name} 安装没有成功。", f"Installing with {name} did not succeed.")
    if said:
        write_stamp({**before, "own": kept["own"], "installing": not before})
        raise Stop(*why_not_installed(said))
    subprocess.call([str(PYTHON), "-m", "compileall", "-q", str(ROOT / "src")], env=env)
    write_stamp({**wanted(level), **kept})


def why_not_installed(said: str) -> tuple:
    """What to do about a failed installation, from the last lines of the program that failed."""
    if "ensurepip" in said or "python3-venv" in said:
        return ("这个 Python 没有 venv 模块。Debian 或 Ubuntu 请先运行：sudo apt install python3-venv，然后重试。",
                "This Python lacks the module venv. On Debian or Ubuntu run: sudo apt install python3-venv, then run the same command again.")
    return (f"{said}\n软件包没有装好，原因见上。如果这台机器连不上软件包索引，请检查网络或代理，或为 pip 设置一个镜像"
            "（pip config set global.index-url 镜像地址），然后重新运行同一条命令；已下载的部分不会浪费。",
            "The packages could not be installed; the lines above say why. If this computer cannot reach the package index, check the "
            "network or the proxy, or set a mirror for pip (pip config set global.index-url ADDRESS), then run the same command again; "
            "what has been downloaded is kept.")


@contextmanager
def one_at_a_time():
    """Lets one process install at a time; the lock ends with the process that holds it."""
    (ROOT / ".cache").mkdir(exist_ok=True)
    with open(str(ROOT / ".cache" / "setup.lock"), "a") as handle:
        if WINDOWS:
            import msvcrt
            while True:
                try:
                    msvcrt.locking(handle.fileno(), msvcrt.LK_NBLCK, 1)
                    break
                except OSError:
                    time.sleep(1)
        else:
            import fcntl
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def prepare(level: str, extras=()) -> None:
    """Makes .venv ready for commands of `level`; returns at once when it is."""
    if is_ready(read_stamp(), wanted(level)) and not set(extras) - set(read_stamp().get("extras", [])):
        return
    with one_at_a_time():
        stamp, want = read_stamp(), wanted(level)
        extras = sorted({*stamp.get("extras", []), *extras})
        if is_ready(stamp, want) and extras == stamp.get("extras", []):
            return
        level = "test" if stamp.get("level") == "test" else level
        if must_start_over(stamp, want):
            say("环境不完整或已被移动，正在重新建立。", "The environment is incomplete or was moved; it is made anew.")
            remove(VENV)
            stamp = {}
        say("正在准备环境（.venv）。第一次通常需要一到三分钟，以后不再需要。",
            "Preparing the environment (.venv). This takes one to three minutes the first time, and no time later.")
        started = time.monotonic()
        install(level, extras, stamp)
        say(f"环境已就绪，用时 {time.monotonic() - started:.0f} 秒。", f"The environment is ready after {time.monotonic() - started:.0f} seconds.")


# ---- commands -----------------------------------------------------------------------------


def remove(path: Path) -> None:
    try:
        if path.is_dir():
            shutil.rmtree(str(path))
    except OSError as error:
        raise Stop(f"无法删除 {path.name}：{error}。请关闭正在使用它的程序（JupyterLab、终端），然后重试。",
                   f"{path.name} cannot be deleted: {error}. Close the programs that use it (JupyterLab, a terminal) and run the command again.")


def clean() -> int:
    for path in [ROOT / name for name in REBUILT] + sorted((ROOT / "src").glob("*.egg-info")):
        remove(path)
    say("环境和缓存已删除；数据、审阅表和报告都保留。", "The environment and the caches are deleted; data, review workbooks and reports are kept.")
    return 0


def lock(arguments: list) -> int:
    """Makes both locks anew from pyproject.toml; `--upgrade` takes newer versions where it may."""
    uv = shutil.which("uv")
    if not uv:
        raise Stop("更新锁定文件需要 uv（pip install uv）。", "Making the locks needs uv (pip install uv).")
    compile_ = [uv, "pip", "compile", "pyproject.toml", "--group", "pyproject.toml:build", "--universal", "--python-version", "3.11",
                "--generate-hashes", "--no-annotate", "--custom-compile-command", "python run.py lock", "--quiet"]
    extras = [part for name in LOCKED_EXTRAS for part in ("--extra", name)]
    subprocess.check_call([*compile_, *extras, *arguments, "-o", "requirements/test.lock"], cwd=str(ROOT))
    return subprocess.call([*compile_, "-c", "requirements/test.lock", *arguments, "-o", "requirements/base.lock"], cwd=str(ROOT))


def start(program: list, arguments: list) -> int:
    """Runs a program of .venv in the project's folder; its exit code."""
    path = BIN / (program[0] + (".exe" if WINDOWS else ""))
    with subprocess.Popen([str(path), *program[1:], *arguments], env=environment(), cwd=str(ROOT)) as process:
        while True:
            try:
                return process.wait()
            except KeyboardInterrupt:  # the program got it too, and ends in its own way
                continue


def usage() -> int:
    print("python run.py <command> [options]\n")
    rows = [(name, zh, en) for name, (_, _, zh, en) in PROGRAMS.items()]
    rows += [("extras", "加装可选部分：pdf、doc、scan、dask", "add optional parts: pdf, doc, scan, dask"),
             ("lock", "由 pyproject.toml 更新锁定文件（需要 uv）", "make the locks anew from pyproject.toml (needs uv)"),
             ("clean", "删除环境和缓存", "delete the environment and the caches"),
             ("help", "显示本说明", "show this help")]
    for name, zh, en in rows:
        print(f"  {name:<8} {zh}\n           {en}")
    print("\n其他命令（如 add、extract、compare）转给 county-targets。\nAny other command (add, extract, compare …) goes to county-targets.")
    return 0


def run(command: str, arguments: list) -> int:
    if command in ("help", "-h", "--help"):
        return usage()
    if command == "clean":
        return clean()
    if command == "lock":
        return lock(arguments)
    if command == "extras":
        prepare("base", arguments)
        return 0
    level, program = PROGRAMS.get(command, ("base", ["county-targets", command]))[:2]
    prepare(level)
    return start(program, arguments)


def with_newer_python() -> int:
    """Goes on with a newer Python of this machine, when the one that was called is too old."""
    for minor in range(OLDEST[1] + 4, OLDEST[1] - 1, -1):
        newer = shutil.which(f"python3.{minor}")
        if newer and not subprocess.call([newer, "-c", ""], stderr=subprocess.DEVNULL):  # some are only shims
            return subprocess.call([newer, str(Path(__file__).resolve()), *sys.argv[1:]])
    have, need = ".".join(map(str, sys.version_info[:3])), ".".join(map(str, OLDEST))
    raise Stop(f"这个 Python 是 {have}，本项目需要 {need} 或更新的版本。请安装后重试（make PYTHON=python{need} …）。",
               f"This Python is {have}; the project needs {need} or later. Install one and run the command again (make PYTHON=python{need} …).")


def main(arguments: list) -> int:
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")  # a console without Chinese shows the English line
    try:
        if sys.version_info < OLDEST:
            return with_newer_python()
        return run(arguments[0] if arguments else "help", arguments[1:])
    except Stop as stop:
        say(*stop.args)
    except subprocess.CalledProcessError as error:
        say("这一步没有成功，原因见上。", "This step did not succeed; the lines above say why.")
        return error.returncode
    except KeyboardInterrupt:
        say("已中断。再次运行同一条命令即可继续。", "Interrupted. Run the same command again to go on.")
        return 130
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
