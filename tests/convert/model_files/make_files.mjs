// Writes files/tensorflow_js.json: a model as TensorFlow.js saves it, without the shards of its weights.
import * as tf from '@tensorflow/tfjs';
import {writeFileSync} from 'node:fs';

const model = tf.sequential();
model.add(tf.layers.conv1d({filters: 4, kernelSize: 3, activation: 'relu', inputShape: [10, 2]}));
model.add(tf.layers.gru({units: 3}));
model.add(tf.layers.dense({units: 2, activation: 'softmax'}));
model.compile({optimizer: tf.train.adam(0.01), loss: 'categoricalCrossentropy', metrics: ['accuracy']});
await model.save(tf.io.withSaveHandler(async (artifacts) => {
  const {modelTopology, weightSpecs, format, generatedBy, convertedBy, trainingConfig} = artifacts;
  const weights = weightSpecs.map(({name, shape, dtype}) => ({name, shape, dtype}));
  const file = {modelTopology, format, generatedBy, convertedBy, trainingConfig};
  file.weightsManifest = [{paths: ['./weights.bin'], weights}];
  writeFileSync(new URL('files/tensorflow_js.json', import.meta.url), JSON.stringify(file));
  return {modelArtifactsInfo: {dateSaved: new Date(0), modelTopologyType: 'JSON'}};
}), {includeOptimizer: false});
