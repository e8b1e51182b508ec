// Maps that nobody would draw but that somebody will open: hardly any networks, nothing kept, nothing known, everybody alike, everybody diverged.
import { execFile } from 'node:child_process'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { condensedIndex } from '../src/core/condensed.ts'
import { mulberry32, normals } from '../src/core/random.ts'
import type { MapFile } from '../src/formats/map-file.ts'
import { readMap, writeMap } from '../src/formats/map.ts'
import type { Member } from '../src/formats/npz.ts'
import { writeNpz } from '../src/formats/npz.ts'

const root = fileURLToPath(new URL('..', import.meta.url))

const netfold = (...words: string[]) => promisify(execFile)(process.execPath, ['--import', 'tsx', join(root, 'cli/netfold.ts'), ...words], { cwd: root })

/** A dozen tiny networks on two moons, as the terminal trains them. */
export async function moons(folder: string): Promise<MapFile> {
  const [spec, out] = [join(folder, 'moons.json'), join(folder, 'moons.npz')]
  await writeFile(spec, JSON.stringify({
    dataset: { id: 'moons' },
    recipe: { count: 12, seed: 3, family: ['mlp'], width: { from: 3, to: 8 }, epochs: { from: 1, to: 4 }, learningRate: { from: 0.001, to: 0.05 } },
  }))
  await netfold('train', spec, '--out', out, '--threads', '2')
  return readMap(new Uint8Array(await readFile(out)))
}

/** Networks trained elsewhere: no labels, no predictions, no table. */
export async function elsewhere(folder: string): Promise<MapFile> {
  const normal = normals(mulberry32(11))
  const [probes, width] = [24, 5]
  const members: Member[] = Array.from({ length: 9 }, (_, k) => [`activations/net-${k}.npy`, {
    dtype: 'float32', shape: [probes, width], data: Float32Array.from({ length: probes * width }, (_, at) => (Math.floor(at / width) % 3 === at % 3 ? 1 : 0) + 0.1 * (k + 1) * normal()),
  }])
  const [bundle, out] = [join(folder, 'elsewhere.npz'), join(folder, 'elsewhere-map.npz')]
  await writeFile(bundle, writeNpz(members))
  await netfold('map', bundle, '--out', out)
  return readMap(new Uint8Array(await readFile(out)))
}

/** The first `count` networks of a map, and nobody else. */
export function fewOf(map: MapFile, count: number): MapFile {
  const ids = map.ids.slice(0, count)
  const { detail, manifest } = map
  const dimensions = manifest.geometry.dimensions
  const distances = new Float64Array(count * (count - 1) / 2)
  for (let i = 0; i < count; i++) for (let j = i + 1; j < count; j++) distances[condensedIndex(i, j, count)] = detail!.distances[condensedIndex(i, j, map.ids.length)]
  return {
    ...map, ids,
    manifest: { ...manifest, mapped: count, title: `${count} networks` },
    networks: map.networks.filter(({ id }) => ids.includes(id)),
    embedding: map.embedding.slice(0, count * dimensions),
    detail: {
      distances, details: detail!.details.filter(({ id }) => ids.includes(id)),
      measures: new Map([...detail!.measures].map(([name, values]) => [name, values.slice(0, count)])),
    },
    activations: map.activations?.filter(({ id }) => ids.includes(id)) ?? null,
    checkpoints: null, states: null,
  }
}

/** Everybody diverged at their first step. */
export function allDiverged(map: MapFile): MapFile {
  return {
    ...fewOf(map, 0),
    manifest: { ...map.manifest, mapped: 0, title: 'All diverged' },
    networks: map.networks.map(row => ({ ...row, outcome: { ...row.outcome, divergedAt: 1, steps: 1, trainLoss: NaN, trainAccuracy: NaN, testLoss: NaN, testAccuracy: 0.5 } })),
    detail: { ...fewOf(map, 0).detail!, details: map.detail!.details },
  }
}

/** Everybody is as good as everybody else. */
export function allAlike(map: MapFile): MapFile {
  return { ...map, networks: map.networks.map(row => ({ ...row, outcome: { ...row.outcome, trainAccuracy: 0.5, testAccuracy: 0.5, trainLoss: 0.7, testLoss: 0.7 } })) }
}

/** Everybody in the same place: every distance is zero. */
export function onePlace(map: MapFile): MapFile {
  return {
    ...map,
    embedding: map.embedding.map(() => 0),
    detail: { ...map.detail!, distances: map.detail!.distances.map(() => 0) },
    activations: map.activations!.map(network => ({ ...network, values: new Float32Array(network.values.length) })),
  }
}

export const withoutActivations = (map: MapFile): MapFile => ({ ...map, activations: null })

export const written = (map: MapFile): Buffer => Buffer.from(writeMap(map))
