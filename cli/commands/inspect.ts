// netfold inspect: a saved model → its card.
import { cardOf } from '../../src/formats/card.ts'
import { CONFIRM } from '../../src/formats/chain/why.ts'
import { command } from '../command.ts'
import { openModels, type OpenedModel } from '../model-files.ts'
import { blaming } from '../refusal.ts'

export const inspect = command({
  summary: 'the card of a saved model: layers, tensors, whether it can run',
  usage: 'FILE…',
  files: { from: 1, to: Infinity },
  options: {},
  notes: [
    'Keras (.keras, .h5), PyTorch (.pt, .pth, .bin), ONNX, TensorFlow.js (model.json and its shards), safetensors; told by content, .gz too. Files that a model names',
    'and that lie in its folder are found. Prints {"format", "producer", "network", "tensors", "runnable", "why", "assumed", "warnings", "proposals"}; of several',
    'models {"models": […]}. A model that cannot run is no fault: "runnable" is false then, and "why" says it.',
  ],
  async run(files) {
    const models = await openModels(files)
    return models.length === 1 ? card(models[0]) : { models: models.map(opened => ({ files: opened.files, ...card(opened) })) }
  },
})

const RUNS = '`netfold run` takes them as "proposals" says, with --activation between them.'

const card = ({ files, model }: OpenedModel): object => {
  const made = blaming(files[0], () => cardOf(model))
  return { ...made, why: made.why?.replace(CONFIRM, RUNS) ?? null }
}
