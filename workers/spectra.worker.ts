// The spectra worker: no memory of its own; every question brings what it is asked of, in batches small enough for the page's thread.
import { expose, transfer } from 'comlink'
import { cloudSteps } from '../src/core/entropy/cloud.ts'
import { networkSpectraSteps } from '../src/core/entropy/kept-spectra.ts'
import type { InformationSpectra } from '../src/core/entropy/mutual-information.ts'
import { informationSpectraSteps } from '../src/core/entropy/mutual-information.ts'
import { widthIn } from '../src/core/entropy/relative-width.ts'
import type { ByClass } from '../src/core/separation/by-class.ts'
import { byClassSteps } from '../src/core/separation/by-class.ts'
import type { SpectraWorker } from '../src/protocol/spectra.ts'
import { drive } from './drive.ts'

const SEED = 0

const api = {
  async spectra(networks, widths) {
    const n = networks[0]?.rows ?? 0
    const tables = widths.map(() => new Float32Array(networks.length * n))
    for (const [i, network] of networks.entries()) {
      const rows = await drive(networkSpectraSteps(network, widths))
      rows.forEach((row, k) => tables[k].set(row, i * n))
    }
    return transfer(tables, tables.map(table => table.buffer))
  },
  async information({ values, rows, columns }, labels, widths) {
    const cloud = await drive(cloudSteps(Float64Array.from(values), rows, columns))
    const found: InformationSpectra[] = []
    for (const width of widths) found.push(await drive(informationSpectraSteps(cloud, labels, widthIn(cloud, width), SEED)))
    return found
  },
  async byClass(networks, labels) {
    const found: ByClass[] = []
    for (const { values, rows, columns } of networks) found.push(await drive(byClassSteps(Float64Array.from(values), rows, columns, labels)))
    return found
  },
  beat: () => true,
} satisfies SpectraWorker

expose(api)
