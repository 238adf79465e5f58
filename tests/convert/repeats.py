"""Layers in repeats of all kinds: what a program writes as loops, and what differs too much for one."""

REPEATS = {
    "one seed a round": """
  - repeat: {times: 30, layers: [{Dense: {units: 8, activation: relu}}]}
""",
    "several seeds a round": """
  - repeat:
      times: 3
      layers: [{Dense: {units: 8}}, {GaussianNoise: {stddev: 0.1}}, {Dense: {units: 8}}, BatchNormalization]
""",
    "dropout alone": """
  - repeat: {times: 4, layers: [{Dropout: {rate: 0.1}}]}
""",
    "names and seeds": """
  - repeat: {times: 3, layers: [{Dense: {units: 8, name: block}}, {Dropout: {rate: 0.1, name: off}}]}
""",
    "a written seed beside others": """
  - repeat:
      times: 3
      layers: [{Dense: {units: 8, kernel_initializer: {HeNormal: {seed: 5}}}}, {Dropout: {rate: 0.1}}]
""",
    "written seeds only": """
  - repeat: {times: 3, layers: [{Dense: {units: 8, kernel_initializer: {HeNormal: {seed: 5}}}}]}
""",
    "repeats side by side": """
  - repeat: {times: 3, layers: [{Dense: {units: 8}}]}
  - Dense: {units: 8}
  - repeat: {times: 12, layers: [{Dense: {units: 8}}, {Dropout: {rate: 0.1}}]}
  - repeat: {times: 2, layers: [{Dropout: {rate: 0.1}}]}
""",
    "nested": """
  - repeat:
      times: 3
      layers:
        - Dense: {units: 8, name: wide}
        - Dropout: {rate: 0.1}
        - repeat: {times: 2, layers: [{Dense: {units: 8, name: deep}}]}
        - repeat: {times: 4, layers: [{Dense: {units: 8}}, {Dropout: {rate: 0.1}}]}
""",
    "nested three deep": """
  - repeat:
      times: 2
      layers:
        - Dense: {units: 8}
        - repeat:
            times: 2
            layers: [{Dense: {units: 8}}, {repeat: {times: 5, layers: [{Dense: {units: 8, name: deep}}]}}]
""",
    "nested and nothing else": """
  - repeat: {times: 2, layers: [{repeat: {times: 3, layers: [{repeat: {times: 1, layers: [{Dense: {units: 8}}]}}]}}]}
""",
    "nested with names only": """
  - repeat: {times: 2, layers: [{repeat: {times: 3, layers: [{ReLU: {name: here}}]}}, {ReLU: {name: there}}]}
""",
    "bidirectional": """
  - Reshape: {target_shape: [4, 2]}
  - repeat:
      times: 3
      layers:
        - Bidirectional: {layer: {LSTM: {units: 3, return_sequences: true, dropout: 0.1}}}
        - Dropout: {rate: 0.1}
  - repeat: {times: 2, layers: [{Bidirectional: {layer: {GRU: {units: 3, return_sequences: true, name: own}}}}]}
  - LSTM: {units: 3}
""",
    "a long line for an inner loop": """
  - Reshape: {target_shape: [4, 2]}
  - repeat:
      times: 2
      layers: [{repeat: {times: 3, layers: [{Bidirectional: {layer: {LSTM: {units: 3, return_sequences: true}}}}]}}]
""",
    "both ways written": """
  - Reshape: {target_shape: [4, 2]}
  - repeat:
      times: 3
      layers:
        - Bidirectional:
            layer: {GRU: {units: 3, return_sequences: true}}
            backward_layer: {LSTM: {units: 3, return_sequences: true, go_backwards: true}}
""",
    "several seeds in a layer": """
  - Reshape: {target_shape: [4, 2]}
  - repeat:
      times: 3
      layers:
        - LSTM: {units: 2, return_sequences: true, name: deep}
        - SeparableConv1D: {filters: 2, kernel_size: 1}
  - repeat: {times: 2, layers: [{RNN: {cell: [{LSTMCell: {units: 3}}, {GRUCell: {units: 2}}], return_sequences: true}}]}
""",
    "layers in layers": """
  - Reshape: {target_shape: [4, 2]}
  - TimeDistributed: {layer: {Dense: {units: 8}}}
  - repeat: {times: 3, layers: [{TimeDistributed: {layer: {Dense: {units: 8}}}}, {Dense: {units: 8}}]}
  - repeat: {times: 3, layers: [{SpectralNormalization: {layer: {Dense: {units: 8}}}}]}
  - Dense: {units: 8}
""",
    "a model with a named layer": """
  - repeat: {times: 3, layers: [{Sequential: {layers: [{Dense: {units: 8, name: deep}}]}}]}
""",
    "models in repeats": """
  - repeat:
      times: 3
      layers:
        - Sequential: {layers: [{Dense: {units: 8}}, {repeat: {times: 2, layers: [{Dense: {units: 8, name: deep}}]}}]}
        - Sequential: {name: own, layers: [{Dense: {units: 8}}, {Dense: {units: 8, name: dense_5}}]}
  - Dense: {units: 8}
""",
    "a model before a repeat": """
  - Sequential: {layers: [{Dense: {units: 8}}, {Dense: {units: 8}}]}
  - repeat: {times: 3, layers: [{Dense: {units: 8}}]}
""",
    "names that Keras would not count on its own": """
  - Dense: {units: 8, name: dense_1}
  - repeat: {times: 2, layers: [{Dense: {units: 8}}, {repeat: {times: 3, layers: [{Dropout: {rate: 0.1, name: off}}]}}]}
  - Flatten
  - repeat: {times: 3, layers: [{Dense: {units: 8}}, {Dense: {units: 8}}]}
""",
    "a last round with another initializer": """
  - repeat: {times: 4, layers: [{ReLU: {}}, {Dense: {units: 8, name: deep}}]}
  - repeat:
      times: 4
      layers: [{repeat: {times: 4, layers: [{BatchNormalization: {}}, {ReLU: {}}, {Dense: {units: 8}}]}}]
""",
    "an initializer that follows from the layer behind": """
  - repeat: {times: 3, layers: [{repeat: {times: 2, layers: [{Dense: {units: 8}}]}}, {Activation: {activation: relu}}]}
  - repeat: {times: 3, layers: [{ReLU: {}}, {Dense: {units: 8, activation: {ReLU: {max_value: 6}}}}]}
""",
}


def network(layers: str, seed: int | None) -> str:
    """A network with some layers."""
    return f"seed: {'null' if seed is None else seed}\ninput: {{shape: [8], batch_size: 2}}\nlayers:{layers}"
