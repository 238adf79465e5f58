// Writes files/tensorflow_js.json and .bin, a model as TensorFlow.js saves it, and what it predicts.
import * as tf from '@tensorflow/tfjs';
import {writeFileSync} from 'node:fs';

const model = tf.sequential();
model.add(tf.layers.conv1d({filters: 4, kernelSize: 3, activation: 'relu', inputShape: [10, 2]}));
model.add(tf.layers.gru({units: 3}));
model.add(tf.layers.dense({units: 2, activation: 'softmax'}));
model.compile({optimizer: tf.train.adam(0.01), loss: 'categoricalCrossentropy', metrics: ['accuracy']});
await model.save(tf.io.withSaveHandler(async (artifacts) => {
  const {modelTopology, weightSpecs, weightData, format, generatedBy, convertedBy, trainingConfig} = artifacts;
  const weights = weightSpecs.map(({name, shape, dtype}) => ({name, shape, dtype}));
  const file = {modelTopology, format, generatedBy, convertedBy, trainingConfig};
  file.weightsManifest = [{paths: ['./tensorflow_js.bin'], weights}];
  writeFileSync(new URL('files/tensorflow_js.json', import.meta.url), JSON.stringify(file));
  writeFileSync(new URL('files/tensorflow_js.bin', import.meta.url), Buffer.from(weightData));
  return {modelArtifactsInfo: {dateSaved: new Date(0), modelTopologyType: 'JSON'}};
}), {includeOptimizer: false});
// Weights of all layers that are trained come first, then the rest; and a quarter of the bytes.
const sequential = (...layers) => tf.sequential({layers});
const inner = sequential(
  tf.layers.dense({units: 4, inputShape: [5, 3]}), tf.layers.batchNormalization({}), tf.layers.dense({units: 4}));
const steps = tf.layers.bidirectional({layer: tf.layers.lstm({units: 3, recurrentActivation: 'sigmoid'})});
const nested = sequential(inner, tf.layers.batchNormalization({}), steps, tf.layers.dense({units: 2}));
nested.setWeights(nested.weights.map((weight, i) => {
  const bytes = Array.from({length: weight.shape.reduce((a, b) => a * b, 1)}, (_, j) => (37 * i + 11 * j) % 256);
  return tf.tensor(bytes.map((byte) => Math.fround(Math.fround(byte * Math.fround(0.002)) + Math.fround(0.1))), weight.shape);
}));
await nested.save(tf.io.withSaveHandler(async ({modelTopology, weightSpecs, weightData, format, generatedBy}) => {
  const quantization = {dtype: 'uint8', scale: 0.002, min: 0.1};
  const weights = weightSpecs.map(({name, shape, dtype}) => ({name, shape, dtype, quantization}));
  const weightsManifest = [{paths: ['tensorflow_js_nested.bin'], weights}];
  const bytes = Uint8Array.from(new Float32Array(weightData), (value) => Math.round((value - 0.1) / 0.002));
  const file = JSON.stringify({modelTopology, format, generatedBy, weightsManifest});
  writeFileSync(new URL('files/tensorflow_js_nested.json', import.meta.url), file);
  writeFileSync(new URL('files/tensorflow_js_nested.bin', import.meta.url), Buffer.from(bytes));
  return {modelArtifactsInfo: {dateSaved: new Date(0), modelTopologyType: 'JSON'}};
}), {includeOptimizer: false});
const many = tf.tensor(Array.from({length: 30}, (_, i) => (i % 10) / 10), [2, 5, 3]);
const predictions = await nested.predict(many).array();
writeFileSync(
  new URL('predictions/tensorflow_js_nested.json.json', import.meta.url), JSON.stringify(predictions) + '\n');
const inputs = tf.tensor(Array.from({length: 40}, (_, i) => i / 20), [2, 10, 2]);
const outputs = await model.predict(inputs).array();
writeFileSync(new URL('predictions/tensorflow_js.json.json', import.meta.url), JSON.stringify(outputs) + '\n');
