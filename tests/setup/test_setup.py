"""`setup.sh` finds a way to its pinned uv with whatever a machine has, and needs it once."""

import hashlib
import shutil
import subprocess
import sys
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pytest

ROOT: Final = Path(__file__).parents[2]
UV: Final = ROOT / ".tools" / "bin" / "uv"

PINNED: Final = """#!/bin/sh
# Stands for the pinned uv: makes the environment and has nothing to install.
if [ "$1" = venv ]; then
  mkdir -p .venv/bin
  ln -s "$PYTHON" .venv/bin/python
fi
"""


@dataclass(frozen=True)
class Machine:
    """A clone on a machine that has the shell's own programs, and a Python without venv and pip."""

    clone: Path
    programs: Path
    modules: Path
    wheels: Path

    def add(self, program: str) -> None:
        """Put uv on the PATH, or a program that installs as pip does."""
        path = self.programs / program
        if program == "uv":
            path.symlink_to(UV)
            return
        path.write_text(
            f'#!/bin/sh\n[ "$1" = --version ] || exec {UV} pip "$@" --python "$PYTHON"\n'
        )
        path.chmod(0o755)

    def add_module(self, name: str) -> None:
        """Give the Python a module that installs as pip does."""
        (self.modules / name).mkdir()
        (self.modules / name / "__init__.py").touch()
        (self.modules / name / "__main__.py").write_text(
            "import os, sys\n"
            "if sys.argv[1:] != ['--version']:\n"
            f"    uv = {str(UV)!r}\n"
            "    os.execv(uv, [uv, 'pip', *sys.argv[1:], '--python', sys.executable])\n"
        )

    def set_up(self) -> "subprocess.CompletedProcess[str]":
        """Run the set-up."""
        return subprocess.run(
            ["bash", "setup.sh"],
            cwd=self.clone,
            env={
                "PATH": str(self.programs),
                "HOME": str(self.clone),
                "PYTHON": sys.executable,
                "PYTHONPATH": str(self.modules),
                "UV_CONFIG_FILE": str(self.wheels / "uv.toml"),
                "UV_NO_CACHE": "1",
            },
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )

    def is_ready(self) -> bool:
        """Whether the pinned uv is there and has made the environment."""
        uv = self.clone / ".tools" / "bin" / "uv"
        ready = self.clone / ".venv" / ".ready"
        return uv.exists() and uv.read_text() == PINNED and ready.exists()


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    """A machine with nothing to install with."""
    folders = [tmp_path / name for name in ("clone", "programs", "modules", "wheels")]
    for folder in folders:
        folder.mkdir()
    machine = Machine(*folders)
    shutil.copy(ROOT / "setup.sh", machine.clone)
    (machine.clone / "requirements-uv.txt").write_text(_pin(_wheel(machine.wheels)))
    only_here = f"no-index = true\nfind-links = ['{machine.wheels}']\n"
    (machine.wheels / "uv.toml").write_text(only_here)
    for program in ("bash", "sh", "dirname", "mkdir", "ln", "rm", "touch"):
        found = shutil.which(program)
        assert found is not None
        (machine.programs / program).symlink_to(found)
    for module in ("venv", "ensurepip", "pip"):
        (machine.modules / f"{module}.py").write_text("raise ImportError(__name__)\n")
    return machine


def _wheel(folder: Path) -> Path:
    """A wheel of a uv that stands for the pinned one."""
    path = folder / "uv-1.0-py3-none-any.whl"
    files = {
        "uv-1.0.data/scripts/uv": PINNED,
        "uv-1.0.dist-info/METADATA": "Metadata-Version: 2.1\nName: uv\nVersion: 1.0\n",
        "uv-1.0.dist-info/WHEEL": "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    record = "".join(f"{name},,\n" for name in (*files, "uv-1.0.dist-info/RECORD"))
    with zipfile.ZipFile(path, "w") as wheel:
        for name, content in (files | {"uv-1.0.dist-info/RECORD": record}).items():
            wheel.writestr(name, content)
    return path


def _pin(wheel: Path) -> str:
    digest = hashlib.sha256(wheel.read_bytes()).hexdigest()
    return f"uv==1.0 --hash=sha256:{digest}\n"


@pytest.mark.parametrize("program", ["uv", "pip3", "pip"])
def test_it_uses_what_is_on_the_path(machine: Machine, program: str) -> None:
    machine.add(program)

    run = machine.set_up()

    assert run.returncode == 0, run.stderr
    assert machine.is_ready()


def test_it_uses_the_pip_of_a_python_without_venv(machine: Machine) -> None:
    (machine.modules / "pip.py").unlink()
    machine.add_module("pip")

    run = machine.set_up()

    assert run.returncode == 0, run.stderr
    assert machine.is_ready()


def test_it_says_in_one_line_what_to_install(machine: Machine) -> None:
    run = machine.set_up()

    assert run.returncode == 1
    assert run.stdout == ""
    (line,) = run.stderr.splitlines()
    assert "python3-venv" in line
    assert sys.executable in line


def test_a_second_time_it_looks_for_nothing(machine: Machine) -> None:
    machine.add("uv")
    machine.set_up()
    (machine.programs / "uv").unlink()
    uv = machine.clone / ".tools" / "bin" / "uv"
    made = uv.stat().st_mtime_ns

    run = machine.set_up()

    assert run.returncode == 0, run.stderr
    assert uv.stat().st_mtime_ns == made
