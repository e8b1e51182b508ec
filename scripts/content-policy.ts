// What the built page may load and run, said in the page itself: static hosts send no headers of ours. Nothing that stands in the page is run,
// nothing is ever made from text and run (WebAssembly is), and the only requests to elsewhere are those to an address that the visitor gave.
import type { Plugin } from 'vite'

/** One directive a line; docs/safety.md gives the reason of each. */
export const CONTENT_POLICY = [
  'default-src \'self\'',
  'script-src \'self\' \'wasm-unsafe-eval\'',
  'style-src \'self\'',
  'img-src \'self\' data: blob:',
  'font-src \'self\'',
  'worker-src \'self\'',
  'manifest-src \'self\'',
  'connect-src \'self\' https: http://localhost:* http://127.0.0.1:*',
  'object-src \'none\'',
  'frame-src \'none\'',
  'base-uri \'none\'',
  'form-action \'none\'',
] as const

/** What the policy would stop in a page: scripts and styles that stand in it. */
export function standsInPage(html: string): string[] {
  const scripts = [...html.matchAll(/<script(?![^>]*\bsrc=)[^>]*>/g)]
  const styles = [...html.matchAll(/<style\b[^>]*>|\sstyle="[^"]*"|\son\w+="[^"]*"/g)]
  return [...scripts, ...styles].map(([text]) => text.trim())
}

/** Written when the page is built; while one develops it, the server's own inline scripts would not pass. */
export const contentPolicyPlugin: Plugin = {
  name: 'content-policy',
  apply: 'build',
  transformIndexHtml: {
    order: 'post',
    handler(html) {
      const stopped = standsInPage(html)
      if (stopped.length > 0) throw new Error(`The page's own policy would stop what stands in it: ${stopped.join(', ')}. Give it a file of its own.`)
      return html.replace('<head>', `<head>\n    <meta http-equiv="Content-Security-Policy" content="${CONTENT_POLICY.join('; ')}">`)
    },
  },
}
