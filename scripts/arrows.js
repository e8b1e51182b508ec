// The house's directions as an ESLint rule: who may import from whom, and no circles. Every import between our own files is relative and
// names its extension, so resolving one is joining two paths.
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve, sep } from 'node:path'

const root = resolve(import.meta.dirname, '..')

/** What each room may import from, besides itself. A room not listed (scripts, e2e, the root) may import from anywhere. */
const BELOW = {
  'src/core': [],
  'src/formats': ['src/core'],
  'src/protocol': ['src/core', 'src/formats'],
  workers: ['src/core', 'src/formats', 'src/protocol'],
  // Of the workers, their session and crews (workers/geometry): they are pure, and a terminal has threads to run them on.
  cli: ['src/core', 'src/formats', 'src/protocol', 'workers'],
  'src/services': ['src/core', 'src/formats', 'src/protocol'],
  'src/store': ['src/core', 'src/formats', 'src/protocol', 'src/services'],
  'src/views': ['src/core', 'src/formats', 'src/protocol', 'src/store'],
  src: ['src/core', 'src/formats', 'src/protocol', 'src/services', 'src/store', 'src/views'],
}

/** The room that a file lies in: the longest listed folder above it. */
export function roomOf(file) {
  const path = relative(root, file).split(sep).join('/')
  return Object.keys(BELOW).filter(room => path.startsWith(`${room}/`)).sort((a, b) => b.length - a.length)[0] ?? null
}

/** Why a file of one room may not import from another; null where it may. */
export function fault(from, to) {
  const [own, other] = [roomOf(from), roomOf(to)]
  if (own === null || own === other) return null
  if (other !== null && BELOW[own].includes(other)) return null
  return `${own} may not import from ${other ?? relative(root, to)}: arrows point down (docs/journey.md).`
}

const IMPORT = /(?:import|export)\s(?:[^'"]*?\sfrom\s)?\s*['"](\.[^'"]+)['"]/g
const seen = new Map()

/** Files that a file imports, types included: a circle of types is a circle. Lazy import() does not count: it waits until both are there. */
function importsOf(file) {
  if (!seen.has(file)) {
    const text = /\.tsx?$/.test(file) && existsSync(file) ? readFileSync(file, 'utf8') : ''
    seen.set(file, [...text.matchAll(IMPORT)].map(([, path]) => join(dirname(file), path.replace(/\?.*$/, ''))))
  }
  return seen.get(file)
}

/** A way from one file back to another, or null. */
export function wayBack(from, goal) {
  const came = new Map([[from, null]])
  for (const file of came.keys()) {
    if (file === goal) {
      const way = []
      for (let at = file; at; at = came.get(at)) way.unshift(at)
      return way
    }
    for (const next of importsOf(file)) if (!came.has(next)) came.set(next, file)
  }
  return null
}

const arrows = {
  meta: { type: 'problem', messages: { upward: '{{why}}', circle: 'This import closes a circle: {{way}}.' }, schema: [] },
  create(context) {
    const own = context.filename
    const look = node => {
      const source = node.source?.value
      if (typeof source !== 'string' || !source.startsWith('.')) return
      const target = join(dirname(own), source.replace(/\?.*$/, ''))
      const why = fault(own, target)
      if (why) context.report({ node, messageId: 'upward', data: { why } })
      if (node.type === 'ImportExpression') return
      const way = wayBack(target, own)
      if (way) context.report({ node, messageId: 'circle', data: { way: [own, ...way].map(file => relative(root, file)).join(' → ') } })
    }
    return { ImportDeclaration: look, ExportNamedDeclaration: look, ExportAllDeclaration: look, ImportExpression: look }
  },
}

export default { rules: { arrows } }
