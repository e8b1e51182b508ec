// The build: one static page that works from any sub-path, workers as ES modules.
import react from '@vitejs/plugin-react'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vite'
import about from './package.json' with { type: 'json' }

/** See the file's own first lines. */
const leftOut = fileURLToPath(new URL('src/views/map/left-out-of-deck.ts', import.meta.url))

export default defineConfig({
  base: './',
  define: { __VERSION__: JSON.stringify(about.version) },
  plugins: [react()],
  resolve: { alias: [{ find: /^(mjolnir\.js|@loaders\.gl\/(core|images)|@luma\.gl\/gpgpu(\/webgpu)?)$/, replacement: leftOut }] },
  worker: { format: 'es' },
  build: { target: 'es2023' },
  preview: { port: 4173 },
})
