// The address of a WebAssembly file, as the bundler hands it over.
declare module '*.wasm?url' {
  const address: string
  export default address
}
