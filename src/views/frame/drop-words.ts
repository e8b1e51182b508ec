// What is said of files while they hang over the page. Pure.

interface Over { /** 0 where the browser does not tell. */ count: number, /** They hang over the settings of the data set. */ data: boolean }

export function dropWords({ count, data }: Over, { training, hasMap }: { training: boolean, hasMap: boolean }): { title: string, say: string } {
  const files = count === 0 ? 'your files' : count === 1 ? 'this file' : `${count} files`
  if (data) return { title: `Drop to use ${count === 1 ? 'it' : 'them'} as a data set`, say: 'CSV, .npz, IDX (MNIST) or CIFAR-10 binary. A preview comes first; nothing is trained before you say so.' }
  const formats = 'Keras, PyTorch, ONNX, TensorFlow.js, safetensors, activations as .npy and .npz, a table of runs, or a saved map.'
  if (training) return { title: `Drop to look into ${files}`, say: `${formats} Training goes on; networks land when it has ended.` }
  return hasMap
    ? { title: `Drop to land ${files} on this map`, say: `${formats} The map does not move; new networks land on it.` }
    : { title: `Drop to open ${files}`, say: formats }
}
