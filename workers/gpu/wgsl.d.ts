// A shader's text, as the bundler hands it over.
declare module '*.wgsl?raw' {
  const text: string
  export default text
}
