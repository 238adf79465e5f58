"""The releases of Keras that people have: `make matrix`, or `python -m tests.matrix.run 3.5` for some of them.

Environments are made once, in `.matrix/`, or in the folder of `--environments`. In each: every class of the vocabulary
and every config is built, run, saved and opened again, with the weights and outputs of the newest Keras; the files and
programs that the newest writes for it are opened and run; the vocabulary is held against its signatures and strings;
and the tests of the engine run. What a release does not have is skipped, and nothing else.
"""

import argparse
import os
import subprocess
import sys
import time
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / ".matrix"
FILES, BUILT = FOLDER / "files", FOLDER / "built"
PAIRS = {"3.5": ("3.5.0", "2.18.1"), "3.8": ("3.8.0", "2.18.1"), "3.12": ("3.12.4", "2.20.0")}
"""Release -> Keras and TensorFlow of its environment; the newest is the one that runs this."""
TESTS = (
    "tests/engine",
    "tests/determinism",
    "tests/probe",
    "tests/vocabulary/test_releases_like_keras.py",
    "tests/rules/test_proofs_releases.py",
)
PACKAGES = (
    *("click", "pydantic", "pyyaml", "jinja2", "matplotlib", "h5py", "scikit-learn"),
    *("pytest", "pytest-randomly", "pytest-xdist", "ruamel.yaml"),
)
"""What the tests need beside Keras and TensorFlow; the newest are as good as any."""


def environment(release: str, folder: Path) -> Path | None:
    """The Python of a release's environment, which is made where it is not there; None where it cannot be."""
    keras, tensorflow = PAIRS[release]
    python, done = folder / release / "bin" / "python", folder / release / f".{keras}-{tensorflow}"
    if done.exists():
        return python
    # On Linux the package for CPUs alone is a third of the size.
    name = "tensorflow-cpu" if sys.platform == "linux" else "tensorflow"
    venv = [sys.executable, "-m", "venv", "--clear", str(folder / release)]
    install = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-cache-dir"]
    for command in (venv, [*install, f"keras=={keras}", f"{name}=={tensorflow}", *PACKAGES]):
        if subprocess.run(command).returncode:
            print(f"keras {keras} and {name} {tensorflow} could not be installed: {' '.join(command)}", flush=True)
            return None
    done.touch()
    return python


def run(*command: object) -> bool:
    """Run a Python here, and print what it printed, its chatter only where it failed; whether all was well."""
    settings = {"TF_CPP_MIN_LOG_LEVEL": "3", "CUDA_VISIBLE_DEVICES": "-1", "PYTHONPATH": str(ROOT)}
    done = subprocess.run([str(word) for word in command], cwd=ROOT, env=os.environ | settings, capture_output=True)
    chatter = done.stderr if done.returncode else b""
    print((chatter + done.stdout).decode(errors="replace"), end="", flush=True)
    return done.returncode == 0


def failures(release: str, environments: Path, newest: Future[bool], pool: Executor) -> list[str]:
    """What goes wrong with a release; two processes at a time, for two cores."""
    written = pool.submit(run, sys.executable, "-m", "tests.matrix.write", FILES, release)
    python = environment(release, environments)
    if python is None:
        return [f"{release} environment"]
    steps = {"files": written.result()}
    opened = pool.submit(run, python, "-W", "ignore", ROOT / "tests" / "matrix" / "opened.py", FILES / release)
    newest.result()  # what is built is compared with that
    steps["built"] = run(python, "-m", "tests.matrix.built", BUILT)
    steps["opened"] = opened.result()
    pytest = ("-m", "pytest", "-q", "-p", "no:cacheprovider", "-n", "2", "-m", "keras and not slow")
    steps["tests"] = run(python, *pytest, *TESTS)
    return [f"{release} {step}" for step, is_well in steps.items() if not is_well]


def main() -> int:
    """Run them; returns the exit status."""
    parser = argparse.ArgumentParser(description="Build, open and test under older releases of Keras.")
    parser.add_argument(
        "releases", nargs="*", metavar="RELEASE", help=f"of {', '.join(PAIRS)}; all where none is named"
    )
    parser.add_argument("--environments", type=Path, default=FOLDER, help="where they are, or are made; else .matrix")
    arguments = parser.parse_args()
    releases = arguments.releases or list(PAIRS)
    if unknown := set(releases) - PAIRS.keys():
        parser.error(f"no environment is known for {', '.join(sorted(unknown))}; there are {', '.join(PAIRS)}")
    failed = []
    with ThreadPoolExecutor(1) as pool, ThreadPoolExecutor(1) as first:
        newest = first.submit(run, sys.executable, "-m", "tests.matrix.built", BUILT, "--write")
        for release in releases:
            start = time.monotonic()
            failed += failures(release, arguments.environments.absolute(), newest, pool)
            print(f"Keras {release}: {time.monotonic() - start:.0f} s", flush=True)
    if not newest.result():
        failed.insert(0, "newest")
    print(f"failed: {', '.join(failed)}" if failed else f"all well with Keras {', '.join(releases)}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
