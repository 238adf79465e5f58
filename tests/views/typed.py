"""What is typed in YAML, to be said in Python: see `test_shown.py`."""

TYPED = """\
null
3
0.5
true
relu
text
a b
[1, 2]
[]
{}
activation: relu
units: 1, activation: sigmoid
units: 1
Dense
Dense: {units: 3}
- Dense: {units: 3}
- Flatten
Dense:
HeNormal: {seed: 3}
HeNormal
kernel_initializer: HeNormal
kernel_initializer: {HeNormal: {seed: 3}}
loss: MeanSquaredError
optimizer: Adam
metrics: [MeanSquaredError, accuracy]
optimizer: {Adam: {learning_rate: 0.1}}
compile: {loss: mse}
task: {kind: binary}
input: [8]
input: {shape: [8]}
rules: {NB201: off}
loss: [
a: b: c
units: 1, :
x: null
padding: 'same'
layers: [Flatten, {Dense: {units: 1}}]
MeanSquaredError: {}
Dense: 3
{a: 1, b: 2}
weighted_metrics: [{AUC: {}}]
x: {foo: {b: 1}}
x: {foo: }
[1, 2
{a: 1
~
""".splitlines()
