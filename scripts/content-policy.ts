// What the built page may load and run, said in the page itself: static hosts send no headers of ours. Nothing is ever made from text and run
// (WebAssembly is), and the only requests to elsewhere are those to an address that the visitor gave.
import { createHash } from 'node:crypto'
import type { Plugin } from 'vite'

const INLINE_SCRIPT = /<script>([^]*?)<\/script>/g

/** The policy for a page with these inline scripts, which are named by their hashes. */
function contentPolicy(html: string): string {
  const scripts = [...html.matchAll(INLINE_SCRIPT)].map(([, text]) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`)
  return [
    'default-src \'self\'',
    `script-src 'self' 'wasm-unsafe-eval' ${scripts.join(' ')}`,
    'style-src \'self\' \'unsafe-inline\'',
    'img-src \'self\' data: blob:',
    'font-src \'self\'',
    'worker-src \'self\'',
    'connect-src \'self\' data: blob: https: http://localhost:* http://127.0.0.1:*',
    'object-src \'none\'',
    'base-uri \'none\'',
    'form-action \'none\'',
  ].join('; ')
}

/** Written when the page is built; while one develops it, the server's own inline scripts would not pass. */
export const contentPolicyPlugin: Plugin = {
  name: 'content-policy',
  apply: 'build',
  transformIndexHtml: {
    order: 'post',
    handler: html => html.replace('<head>', `<head>\n    <meta http-equiv="Content-Security-Policy" content="${contentPolicy(html)}">`),
  },
}
