"""Files that hold a topology, one kind a file: bytes -> ModelFile."""
