// The build: one static page that works from any sub-path, workers as ES modules.
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import about from './package.json' with { type: 'json' }

export default defineConfig({
  base: './',
  define: { __VERSION__: JSON.stringify(about.version) },
  plugins: [react()],
  worker: { format: 'es' },
  build: { target: 'es2023' },
  preview: { port: 4173 },
})
