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
const inputs = tf.tensor(Array.from({length: 40}, (_, i) => i / 20), [2, 10, 2]);
const outputs = await model.predict(inputs).array();
writeFileSync(new URL('predictions/tensorflow_js.json.json', import.meta.url), JSON.stringify(outputs) + '\n');
