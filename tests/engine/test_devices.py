"""Which device is chosen, on machines that this one is not: TensorFlow's view of them is stood in for."""

from types import SimpleNamespace
from typing import Any

import pytest

from netbuilder.engine.backends.base import Device
from netbuilder.engine.backends.tensorflow import TensorFlow


class Config:
    """What `tf.config` says of a machine with some GPUs."""

    def __init__(self, gpus: int, started: bool = False) -> None:
        self.gpus = [f"gpu {number}" for number in range(gpus)]
        self.started = started
        self.visible = list(self.gpus)
        details = {"device_name": "NVIDIA Test", "compute_capability": (8, 0)}
        self.experimental = SimpleNamespace(get_device_details=lambda gpu: details)

    def list_physical_devices(self, kind: str) -> list[str]:
        return self.gpus

    def set_visible_devices(self, gpus: list[str], kind: str) -> None:
        if self.started:
            raise RuntimeError("Visible devices cannot be modified after being initialized")
        self.visible = gpus

    def get_visible_devices(self, kind: str) -> list[str]:
        return self.visible


def chosen(device: str, gpus: int, started: bool = False, has_cuda: bool = True) -> tuple[Device, list[str], Config]:
    config = Config(gpus, started)
    tensorflow: Any = SimpleNamespace(config=config, test=SimpleNamespace(is_built_with_cuda=lambda: has_cuda))
    found, said = TensorFlow(None, tensorflow).choose(device, None)
    return found, [one.code for one in said], config


@pytest.mark.parametrize(
    ("device", "gpus", "name", "shown", "visible"),
    [
        ("auto", 0, "cpu:0", "CPU", []),
        ("cpu", 0, "cpu:0", "CPU", []),
        ("cpu", 1, "cpu:0", "CPU", []),
        ("auto", 2, "gpu:0", "GPU:0 (NVIDIA Test)", ["gpu 0", "gpu 1"]),
        ("gpu", 1, "gpu:0", "GPU:0 (NVIDIA Test)", ["gpu 0"]),
        # Alone it is number 0 to TensorFlow; to the user it stays what it is.
        ("gpu:1", 2, "gpu:0", "GPU:1 (NVIDIA Test)", ["gpu 1"]),
    ],
)
def test_fresh_process(device: str, gpus: int, name: str, shown: str, visible: list[str]) -> None:
    found, said, config = chosen(device, gpus)
    assert (found.name, found.label, said, config.visible) == (name, shown, [], visible)


def test_where_tensorflow_already_runs_it_is_said() -> None:
    found, said, _ = chosen("cpu", 1, started=True)
    assert (found.name, said) == ("cpu:0", ["NB906"])
    found, said, _ = chosen("gpu:1", 2, started=True)
    assert (found.name, said) == ("gpu:1", ["NB906"])
    assert chosen("auto", 1, started=True)[1] == []
    assert chosen("gpu", 1, started=True)[1] == []


@pytest.mark.parametrize("has_cuda", [True, False])
def test_absent(has_cuda: bool) -> None:
    assert chosen("gpu", 0, has_cuda=has_cuda)[1] == ["NB901"]
    assert chosen("gpu:2", 2, has_cuda=has_cuda)[1] == ["NB901"]


def test_weights_that_are_elsewhere() -> None:
    def weight(place: str) -> Any:
        return SimpleNamespace(value=SimpleNamespace(device=place))

    cpu, gpu = "/job:localhost/replica:0/task:0/device:CPU:0", "/job:localhost/replica:0/task:0/device:GPU:0"
    assert TensorFlow(None, None).misplaced([weight(gpu)], Device("gpu:0", "GPU:0")) == ""
    assert TensorFlow(None, None).misplaced([weight(gpu), weight(cpu)], Device("gpu:0", "GPU:0")) == "CPU:0"
    assert TensorFlow(None, None).misplaced([weight(cpu)], Device("cpu:0", "CPU")) == ""
    assert TensorFlow(None, None).misplaced([], Device("gpu:0", "GPU:0")) == ""
