"""The Python API. `names` says where each public name is; what they do is a session of `pipeline`."""
