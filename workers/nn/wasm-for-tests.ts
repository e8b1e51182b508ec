// Where tests find the tensor library's WebAssembly: in the package's folder, as no page is there to name an address.
import { startWasm } from './run-wasm.ts'

export const startWasmForTests = (): Promise<void> => startWasm(decodeURIComponent(new URL('../../node_modules/@tensorflow/tfjs-backend-wasm/dist/', import.meta.url).pathname))
