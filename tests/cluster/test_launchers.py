"""What JAX itself makes of a launcher's environment, and of the job in the documentation."""

import json
import re
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
import yaml

from netbuilder.engine.distribution.launch import launch

NEEDS_JAX = pytest.mark.skipif(find_spec("jax") is None, reason="needs jax, which is not installed")
pytestmark = [pytest.mark.slow, NEEDS_JAX]

DETECT = """
import json, os, socket, sys, types
from types import SimpleNamespace as Record

environment, service, job = json.load(sys.stdin)
os.environ.update(environment)
name = job["metadata"]["name"]
pod = Record(
    metadata=Record(labels={"job-name": name}, owner_references=[Record(controller=True, kind="Job")]),
    spec=Record(subdomain=job["spec"]["template"]["spec"]["subdomain"]),
)
pods = Record(list_namespaced_pod=lambda namespace, field_selector: Record(items=[pod]))
read = Record(metadata=Record(name=name, labels={}), spec=Record(parallelism=job["spec"]["parallelism"]))
jobs = Record(read_namespaced_job=lambda name, namespace: read)
kubernetes = types.ModuleType("kubernetes")
kubernetes.config = Record(load_incluster_config=lambda: None)
kubernetes.client = Record(CoreV1Api=lambda: pods, BatchV1Api=lambda: jobs, exceptions=Record(ApiException=OSError))
sys.modules["kubernetes"] = kubernetes
import jax
from jax._src.clusters import ClusterEnv
from jax._src.clusters.k8s_cluster import K8sCluster

K8sCluster._namespace = classmethod(lambda cls: "default")  # a file of the pod
os.environ["HOSTNAME"] = "localhost"
print(json.dumps(ClusterEnv.auto_detect_unset_distributed_params(None, None, None, None, None, None)))
"""
SLURM = {
    "SLURM_JOB_ID": "7",
    "SLURM_STEP_NODELIST": "n[01-02]",
    "SLURM_NTASKS": "8",
    "SLURM_PROCID": "5",
    "SLURM_LOCALID": "1",
}
OPEN_MPI = {
    "OMPI_MCA_orte_hnp_uri": "1531576320.0;tcp://10.96.0.1,10.148.0.1:34911",
    "OMPI_COMM_WORLD_SIZE": "8",
    "OMPI_COMM_WORLD_RANK": "5",
    "OMPI_COMM_WORLD_LOCAL_RANK": "1",
}
KUBERNETES = {"KUBERNETES_SERVICE_HOST": "10.0.0.1", "JOB_COMPLETION_INDEX": "1"}
OPEN_MPI_5 = {"OMPI_COMM_WORLD_SIZE": "8", "OMPI_COMM_WORLD_RANK": "5", "OMPI_COMM_WORLD_LOCAL_RANK": "1"}


def manifests() -> dict[str, Any]:
    """The documentation's objects of Kubernetes, by kind."""
    text = (Path(__file__).parents[2] / "docs" / "cluster.md").read_text(encoding="utf-8")
    [block] = [block for block in re.findall(r"```yaml\n(.*?)```", text, re.DOTALL) if "kind: Job" in block]
    return {each["kind"]: each for each in yaml.safe_load_all(block)}


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        (SLURM, ["n01:61447", 8, 5, [1]]),
        (OPEN_MPI, ["10.96.0.1:62624", 8, 5, [1]]),
        (KUBERNETES, ["train-0.train:55527", 2, 1, None]),
        (OPEN_MPI_5, [None, None, None, None]),
    ],
    ids=["SLURM", "Open MPI 4", "Kubernetes", "Open MPI 5"],
)
def test_jax_finds_what_the_launcher_says(environment: dict[str, str], expected: list[Any]) -> None:
    objects = manifests()
    given = json.dumps([environment, objects["Service"], objects["Job"]])
    ended = subprocess.run([sys.executable, "-c", DETECT], input=given, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stderr
    assert json.loads(ended.stdout) == expected
    if expected[0] is not None:
        assert launch(environment) is not None


def test_the_objects_of_kubernetes_go_together() -> None:
    objects = manifests()
    service, job, role = objects["Service"], objects["Job"], objects["Role"]
    pods = job["spec"]["template"]["spec"]
    assert service["spec"]["clusterIP"] == "None"
    assert service["spec"]["selector"] == {"job-name": job["metadata"]["name"]}
    assert pods["subdomain"] == service["metadata"]["name"]
    assert pods["serviceAccountName"] == objects["ServiceAccount"]["metadata"]["name"]
    assert objects["RoleBinding"]["subjects"][0]["name"] == pods["serviceAccountName"]
    assert objects["RoleBinding"]["roleRef"]["name"] == role["metadata"]["name"]
    assert {(name, verb) for rule in role["rules"] for name in rule["resources"] for verb in rule["verbs"]} >= {
        ("pods", "list"),
        ("jobs", "get"),
    }
