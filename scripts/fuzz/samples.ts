// What is damaged: every sample of saved models, bundles, tables and data sets, each with the files that it is dropped with.
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { gzipSync, zipSync } from 'fflate'
import type { DroppedFile } from '../../src/formats/dropped.ts'

export interface Sample { name: string, files: DroppedFile[] }

const root = fileURLToPath(new URL('../../', import.meta.url))
const own = `${root}src/formats/fixtures/models/`
/** Other people's files are read where they lie, and never copied. */
const shared = [`${root}../shared/models/public/`, `${root}../shared/data/mnist/`]

function filesUnder(folder: string): string[] {
  return readdirSync(folder).toSorted().flatMap(name => {
    const path = `${folder}${name}`
    return statSync(path).isDirectory() ? filesUnder(`${path}/`) : [path]
  })
}

const isTogether = (folder: string): boolean => /\/(tfjs[^/]*|onnx_external|shaddock-tfjs|google-tfjs[^/]*|public\/tfjs-[^/]*\/[^/]*)\/$/.test(folder)

/** Files of one folder that belong together are one sample, others a sample each. The largest data are left out: they are slow and nothing new. */
function samplesUnder(folder: string): Sample[] {
  const groups = new Map<string, string[]>()
  for (const path of filesUnder(folder)) {
    if (/\.(md|txt)$|MANIFEST\.json$|INDEX\.json$|INVENTORY\.json$/.test(path) || /LICENSE|COPYING/.test(path) || statSync(path).size > (path.includes('/mnist/') ? 600_000 : 2e6)) continue
    const at = path.slice(0, path.lastIndexOf('/') + 1)
    const key = isTogether(at) ? at : path
    groups.set(key, [...groups.get(key) ?? [], path])
  }
  return [...groups].map(([key, paths]) => ({
    name: key.replace(root, ''),
    files: paths.map(path => ({ path: path.slice(path.lastIndexOf('/') + 1), bytes: new Uint8Array(readFileSync(path)) })),
  }))
}

/** IDX, as the format says: other people's digits are not needed to read it. */
function idx(sizes: readonly number[]): Uint8Array {
  const held = sizes.reduce((product, size) => product * size, 1)
  const bytes = new Uint8Array(4 + 4 * sizes.length + held)
  bytes.set([0, 0, 8, sizes.length])
  const view = new DataView(bytes.buffer)
  sizes.forEach((size, k) => view.setUint32(4 + 4 * k, size))
  for (let k = 0; k < held; k++) bytes[4 + 4 * sizes.length + k] = k % 3
  return bytes
}

const text = (value: string): Uint8Array => new TextEncoder().encode(value)

/** Kinds that the folders lack. */
const MADE: Sample[] = [
  { name: 'idx', files: [{ path: 'images-idx3-ubyte', bytes: idx([60, 4, 4]) }, { path: 'labels-idx1-ubyte', bytes: idx([60]) }] },
  { name: 'idx.gz', files: [{ path: 'images-idx3-ubyte.gz', bytes: gzipSync(idx([60, 4, 4])) }, { path: 'labels-idx1-ubyte', bytes: idx([60]) }] },
  { name: 'steps', files: [{ path: 'history.csv', bytes: text(`_step,loss,accuracy\n${Array.from({ length: 40 }, (_, k) => `${k},${1 / (k + 1)},${k / 40}`).join('\n')}\n`) }] },
  { name: 'chart', files: [{ path: 'chart.csv', bytes: text('"Step","a - loss","a - loss__MIN","a - loss__MAX","b - loss"\n"1","2","2","2","3"\n"2","1","1","1",""\n') }] },
  { name: 'decimal comma', files: [{ path: 'runs.csv', bytes: text('\uFEFFid;lr;accuracy\na;0,1;0,91\nb;0,01;1.234,5\n') }] },
  { name: 'data', files: [{ path: 'data.csv', bytes: text(`x,y,species\n${Array.from({ length: 60 }, (_, k) => `${k},${k * k},${'abc'[k % 3]}`).join('\n')}\n`) }] },
]

/** Every one whose folder is here; an archive of several, too. */
export function allSamples(): { samples: Sample[], withShared: boolean } {
  const withShared = shared.every(existsSync)
  const found = [own, ...withShared ? shared : []].flatMap(samplesUnder)
  const several = found.filter(({ name }) => /mlp_relu\/(state_dict\.pt|model\.onnx|tfjs\/)$/.test(name)).flatMap(({ files }) => files)
  const archive: Sample = { name: 'a zip of several', files: [{ path: 'several.zip', bytes: zipSync(Object.fromEntries(several.map(({ path, bytes }) => [`nets/${path}`, bytes]))) }] }
  return { samples: [...found, ...MADE, archive], withShared }
}
