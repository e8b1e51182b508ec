// Compiles the kernels (AssemblyScript, src/core/native/kernels) to WebAssembly, each into a module of base64 text that any bundler, Node
// and a test can import without fetching anything. Generated, never committed; done again only where a source or this script changed.
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = resolve(import.meta.dirname, '..')
const sources = join(root, 'src/core/native/kernels')
const target = join(root, 'src/core/native/generated')

/** All modules work on one memory; each keeps its own constants in a stretch of its own below the arena (ARENA_START in native.ts). */
const FIRST_BASE = 1024
const STRETCH = 65536 / 2

const FLAGS = ['-O3', '--noAssert', '--runtime', 'stub', '--enable', 'simd', '--importMemory', '--use', 'abort=']

/** Names of the kernels, in the order that gives each its stretch of memory. */
export function kernelNames() {
  return readdirSync(sources).filter(file => file.endsWith('.as.ts')).map(file => file.slice(0, -'.as.ts'.length)).sort()
}

async function compile(name, place) {
  const text = readFileSync(join(sources, `${name}.as.ts`), 'utf8')
  const own = readFileSync(fileURLToPath(import.meta.url), 'utf8')
  const stamp = createHash('sha256').update(text).update(own).update(String(place)).digest('hex').slice(0, 16)
  const file = join(target, `${name}.ts`)
  if (existsSync(file) && readFileSync(file, 'utf8').startsWith(`// ${stamp}`)) return
  const { default: asc } = await import('assemblyscript/asc')
  const out = new Map()
  const { error, stderr } = await asc.main([`${name}.as.ts`, '--outFile', 'kernel.wasm', ...FLAGS, '--memoryBase', String(FIRST_BASE + place * STRETCH)], {
    readFile: (path, base) => {
      const full = join(base, path)
      return existsSync(full) ? readFileSync(full, 'utf8') : null
    },
    writeFile: (path, contents) => void out.set(path, contents),
    listFiles: () => [],
  }, { })
  const binary = out.get('kernel.wasm')
  if (error || !binary) throw new Error(`The kernel ${name} does not compile:\n${stderr.toString()}`)
  mkdirSync(target, { recursive: true })
  // Under its name when it is whole: another command may be reading it.
  const draft = `${file}.${process.pid}.part`
  writeFileSync(draft, `// ${stamp}: made by scripts/kernels.js from kernels/${name}.as.ts.\nexport const ${name} = '${Buffer.from(binary).toString('base64')}'\n`)
  renameSync(draft, file)
}

process.chdir(sources)
for (const [place, name] of kernelNames().entries()) {
  // `node scripts/kernels.js NAME` compiles one alone, while another is being written.
  if (process.argv[2] && process.argv[2] !== name) continue
  await compile(name, place)
}
