// The build: one static page that works from any sub-path, workers as ES modules.
import react from '@vitejs/plugin-react'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Plugin } from 'vite'
import { defineConfig } from 'vite'
import about from './package.json' with { type: 'json' }
import { builtFiles, OWN_MAP } from './scripts/built-files.ts'
import { contentPolicyPlugin } from './scripts/content-policy.ts'
import { drawingAhead } from './scripts/drawing-ahead.ts'
import { firstScript } from './scripts/first-script.ts'
import { methodPages, pagesOf } from './scripts/method-pages.ts'
import { offlinePlugin } from './scripts/offline-plugin.ts'
import { workerLicences } from './scripts/worker-licences.ts'

/** The typeface is an asset and not a module, so the build's list of licences does not see it; its licence asks to travel with it. */
const fontLicence: Plugin = {
  name: 'font-licence',
  apply: 'build',
  generateBundle() {
    this.emitFile({ type: 'asset', fileName: 'licence-inter.txt', source: readFileSync(new URL('node_modules/@fontsource-variable/inter/LICENSE', import.meta.url), 'utf8') })
  },
}

const workers = workerLicences('licences-workers.md')
const first = firstScript('/src/views/map/MapView.tsx')

/** See the file's own first lines. */
const leftOut = fileURLToPath(new URL('src/views/map/left-out-of-deck.ts', import.meta.url))

const packages = /^(mjolnir\.js|@loaders\.gl\/(core|images)|@luma\.gl\/gpgpu(\/webgpu)?)$/
const withinDeck = /^(\.\.\/controllers\/(map|orthographic|orbit|globe|first-person)-controller\.js|\.\/deck-picker\.js)$/

export default defineConfig({
  base: './',
  define: { __VERSION__: JSON.stringify(about.version) },
  plugins: [react(), methodPages(() => pagesOf(fileURLToPath(new URL('docs', import.meta.url)))), fontLicence, workers.write, first.plugin, drawingAhead, contentPolicyPlugin, offlinePlugin(), builtFiles(process.env[OWN_MAP])],
  resolve: { alias: [packages, withinDeck].map(find => ({ find, replacement: leftOut })) },
  worker: { format: 'es', plugins: () => [workers.listen()] },
  // deck alone is over 500 kB before compression; what must arrive is held to 300 kB gzipped by a journey.
  build: { target: 'es2023', license: { fileName: 'licences.md' }, chunkSizeWarningLimit: 800, modulePreload: { resolveDependencies: first.needed }, rolldownOptions: { output: { codeSplitting: { groups: first.groups } } } },
  preview: { port: 4173 },
})
