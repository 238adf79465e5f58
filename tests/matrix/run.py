"""The releases of Keras that people have: `make matrix`, or `python -m tests.matrix.run 3.5` for some of them.

Environments are made once, in `.matrix/`. In each: every class of the vocabulary and every config is built, run, saved
and opened again, with the weights and outputs of the newest Keras; the files that the newest writes for it are opened;
and the tests of the engine and of the facts about releases run.
"""

import os
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / ".matrix"
PAIRS = {"3.5": ("3.5.0", "2.18.1"), "3.8": ("3.8.0", "2.18.1"), "3.12": ("3.12.4", "2.20.0")}
"""Release -> Keras and TensorFlow of its environment; the newest is the one that runs this."""
TESTS = ("tests/engine", "tests/determinism", "tests/vocabulary/test_releases.py")
PACKAGES = ("click", "pydantic", "pyyaml", "jinja2", "matplotlib", "h5py", "scipy", "pytest", "pytest-randomly")


def environment(release: str) -> Path:
    """The Python of a release's environment, which is made where it is not there."""
    keras, tensorflow = PAIRS[release]
    python, done = FOLDER / release / "bin" / "python", FOLDER / release / f".{keras}-{tensorflow}"
    if not done.exists():
        # On Linux the package for CPUs alone is a third of the size.
        name = "tensorflow-cpu" if sys.platform == "linux" else "tensorflow"
        subprocess.run([sys.executable, "-m", "venv", "--clear", str(FOLDER / release)], check=True)
        install = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-cache-dir"]
        subprocess.run([*install, f"keras=={keras}", f"{name}=={tensorflow}", *PACKAGES], check=True)
        done.touch()
    return python


def run(*command: object) -> bool:
    """Run a Python here, without its chatter; whether all was well."""
    settings = {"TF_CPP_MIN_LOG_LEVEL": "3", "CUDA_VISIBLE_DEVICES": "-1", "PYTHONPATH": str(ROOT)}
    return subprocess.run([str(part) for part in command], cwd=ROOT, env=os.environ | settings).returncode == 0


def main(*releases: str) -> int:
    """Run them; returns the exit status."""
    chosen = releases or tuple(PAIRS)
    files, built = FOLDER / "files", FOLDER / "built"
    failed = []
    if not run(sys.executable, "-m", "tests.matrix.built", built, "--write"):
        failed.append("newest")
    if not run(sys.executable, "-m", "tests.matrix.write", files, *chosen):
        failed.append("files")
    for release in chosen:
        start = time.monotonic()
        python = environment(release)
        steps = {
            "built": run(python, "-m", "tests.matrix.built", built),
            "opened": run(python, "-W", "ignore", ROOT / "tests" / "matrix" / "opened.py", files / release),
            "tests": run(python, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-m", "keras and not slow", *TESTS),
        }
        failed += [f"{release} {step}" for step, is_well in steps.items() if not is_well]
        print(f"Keras {release}: {time.monotonic() - start:.0f} s", flush=True)
    print(f"failed: {', '.join(failed)}" if failed else f"all well with Keras {', '.join(chosen)}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
