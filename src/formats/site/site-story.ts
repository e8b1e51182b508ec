// What a site says of the map inside: the start of its files' names, its title, and a sentence or two.
import { straight } from '../format-error.ts'
import type { MapFile } from '../map-file.ts'

type Told = Pick<MapFile, 'manifest' | 'networks'>

/** digits-360: the data's name in ASCII letters, digits and dashes, and how many networks. */
export function stemOf({ manifest: { dataset, datasetTitle }, networks }: Told): string {
  const data = dataset && dataset.id !== 'own' ? dataset.id : datasetTitle.replace(/\.[a-z\d]{1,5}$/i, '')
  const plain = data.normalize('NFKD').replace(/\p{M}+/gu, '').toLowerCase().replaceAll(/[^a-z\d]+/g, '-').slice(0, 40).replaceAll(/^-+|-+$/g, '')
  return `${plain || 'map'}-${networks.length}`
}

/** The map's own words where it has them. */
export function storyOf(map: Told): { stem: string, title: string, about: string } {
  const { manifest: { title, about, datasetTitle }, networks } = map
  const count = networks.length === 1 ? '1 trained neural network' : `${networks.length.toLocaleString('en-US')} trained neural networks`
  return {
    stem: stemOf(map),
    title: straight(title).trim() || `${count} on ${datasetTitle}`,
    about: about?.trim() ? straight(about).trim() : `A map of ${count} on ${straight(datasetTitle)}. Close dots represent the data alike.`,
  }
}
