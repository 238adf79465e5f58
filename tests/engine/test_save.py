"""A model's file is whole or untouched, whatever happens."""

import os
import resource
import signal
import stat
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

import netbuilder as nb
from netbuilder.engine.save import default_target, refusal, save

OLD = b"what was there before"


def test_the_default_target() -> None:
    assert default_target("configs/digits.yaml", "net") == Path("build/digits.keras")
    assert default_target("-", "net") == Path("build/net.keras")
    assert default_target("-", None) == Path("build/model.keras")


def test_what_is_refused_before_anything_is_built(tmp_path: Path) -> None:
    (tmp_path / "folder.keras").mkdir()
    (tmp_path / "file").touch()
    for target, why in [
        (tmp_path / "folder.keras", "it is a directory"),
        (tmp_path / "model.h5", "a model is written as `.keras`"),
        (tmp_path / "file" / "model.keras", "is no directory"),
        (Path("/dev/full.keras"), ""),
        (Path(""), "it is a directory"),
        (Path("/"), "it is a directory"),
        (tmp_path / f"{'long' * 70}.keras", "file name too long"),
    ]:
        found = refusal(target)
        if why:
            assert found is not None
            assert found.code == "NB904"
            assert why in found.why
            assert len(found.message) <= 80
    assert refusal(tmp_path / "new" / "folder" / "model.keras") is None


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_read_only_folder_is_refused(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    try:
        found = refusal(tmp_path / "model.keras")
    finally:
        tmp_path.chmod(0o700)
    assert found is not None
    assert found.code == "NB904"


@pytest.fixture(scope="module")
def model() -> Any:
    return nb.build("seed: 1\ninput: [64]\nlayers:\n  - Dense: {units: 64, activation: relu}\n")


@pytest.mark.keras
class TestSaving:
    def test_a_new_file_in_new_folders(self, model: Any, tmp_path: Path) -> None:
        import keras

        target = tmp_path / "a" / "b" / "model.keras"
        save(model, target)
        assert os.listdir(target.parent) == ["model.keras"]
        assert keras.models.load_model(target).count_params() == model.count_params()

    def test_an_old_file_is_replaced_and_keeps_its_mode(self, model: Any, tmp_path: Path) -> None:
        target = tmp_path / "model.keras"
        target.write_bytes(OLD)
        target.chmod(0o640)
        save(model, target)
        assert target.stat().st_size > 1000
        assert stat.S_IMODE(target.stat().st_mode) == 0o640

    def test_a_link_stays_a_link(self, model: Any, tmp_path: Path) -> None:
        (tmp_path / "elsewhere").mkdir()
        real = tmp_path / "elsewhere" / "real.keras"
        link = tmp_path / "model.keras"
        link.symlink_to(real)
        save(model, link)
        assert link.is_symlink()
        assert real.stat().st_size > 1000
        assert os.listdir(real.parent) == ["real.keras"]

    def test_a_folder_is_not_replaced(self, model: Any, tmp_path: Path) -> None:
        (tmp_path / "model.keras").mkdir()
        with pytest.raises(nb.ConfigError, match="NB904"):
            save(model, tmp_path / "model.keras")

    def test_a_limit_on_file_size_leaves_the_old_file(self, model: Any, tmp_path: Path) -> None:
        """The system stops the writing in the middle, as a full disk does."""
        target = tmp_path / "model.keras"
        target.write_bytes(OLD)
        before = resource.getrlimit(resource.RLIMIT_FSIZE)
        ignored = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (4096, before[1]))
        try:
            with pytest.raises(nb.ConfigError, match="NB904") as caught:
                save(model, target)
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, before)
            signal.signal(signal.SIGXFSZ, ignored)
        assert "file too large" in str(caught.value)
        assert target.read_bytes() == OLD
        assert os.listdir(tmp_path) == ["model.keras"]

    def test_a_full_disk_leaves_the_old_file(self, model: Any, tmp_path: Path) -> None:
        mount = subprocess.run(
            ["mount", "-t", "tmpfs", "-o", "size=12k", "tmpfs", str(tmp_path)],
            capture_output=True,
            text=True,
            check=False,
        )
        if mount.returncode:
            pytest.skip(f"no small disk can be mounted: {mount.stderr.strip()}")
        try:
            target = tmp_path / "model.keras"
            target.write_bytes(OLD)
            with pytest.raises(nb.ConfigError, match="no space left"):
                save(model, target)
            assert target.read_bytes() == OLD
            assert os.listdir(tmp_path) == ["model.keras"]
        finally:
            subprocess.run(["umount", str(tmp_path)], check=True)

    def test_what_keras_cannot_write_is_said_and_leaves_the_old_file(self, tmp_path: Path) -> None:
        import keras

        target = tmp_path / "model.keras"
        target.write_bytes(OLD)
        penalty = keras.regularizers.L2(0.01)
        identity = keras.Sequential([keras.Input([4]), keras.layers.Identity(activity_regularizer=penalty)])
        with pytest.raises(nb.ConfigError, match="Keras has no way to write this model"):
            save(identity, target)
        assert target.read_bytes() == OLD
        assert os.listdir(tmp_path) == ["model.keras"]

    def test_a_name_of_full_length(self, model: Any, tmp_path: Path) -> None:
        target = tmp_path / f"{'ü' * 124}.keras"
        save(model, target)
        assert os.listdir(tmp_path) == [target.name]

    def test_a_file_in_the_way_of_the_folder(self, model: Any, tmp_path: Path) -> None:
        (tmp_path / "file").touch()
        with pytest.raises(nb.ConfigError, match="NB904"):
            save(model, tmp_path / "file" / "model.keras")


SAVE_FOR_EVER = """
import sys, threading
from pathlib import Path
import netbuilder as nb
from netbuilder.engine.save import save
model = nb.build("seed: 1\\ninput: [500]\\nlayers:\\n  - Dense: {units: 4000, activation: relu}\\n")
save(model, Path(sys.argv[1]))
print("saved", flush=True)
while True:
    save(model, Path(sys.argv[1]))
"""


@pytest.mark.keras
@pytest.mark.slow
def test_kill_in_the_middle_of_the_save_and_two_builds_at_once(tmp_path: Path) -> None:
    """Whenever a build dies, and whoever else writes there, the file opens."""
    import keras

    target = tmp_path / "model.keras"
    environment = {**os.environ, "CUDA_VISIBLE_DEVICES": "-1"}
    for wait in (0.0, 0.03, 0.11):
        command = [sys.executable, "-c", SAVE_FOR_EVER, str(target)]
        processes = [subprocess.Popen(command, stdout=subprocess.PIPE, env=environment) for _ in range(2)]
        for process in processes:
            assert process.stdout is not None
            assert process.stdout.readline() == b"saved\n"
        time.sleep(wait)
        for process in processes:
            process.send_signal(signal.SIGKILL)
            process.wait()
            assert process.stdout is not None
            process.stdout.close()
        assert keras.models.load_model(target).count_params() == 4000 * 501
    # The next build sweeps up what the killed ones left behind.
    save(keras.models.load_model(target), target)
    assert os.listdir(tmp_path) == ["model.keras"]
