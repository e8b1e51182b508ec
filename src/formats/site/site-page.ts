// index.html with another map as its first screen. What is put into it comes from strangers' files: it is written so that it can only be read as text.
import { FormatError, straight } from '../format-error.ts'

export interface PageSays {
  /** The first map's file, without its folder and its end. */
  map: string
  title: string
  /** For search engines and previews of links. */
  about: string
}

/** Where the page says which map it shows first. */
export const FIRST_MAP_META = 'netfold-first-map'

/** A map's name is a file's name and part of an address: nothing else passes. */
export const isMapName = (name: string): boolean => name.length <= 80 && /^[a-z\d][a-z\d_-]*$/i.test(name)

/** As text and within double quotation marks. */
export const escaped = (text: string): string =>
  straight(text).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;').replaceAll('\'', '&#39;')

/** The most characters that a title or a description takes along. */
const LONGEST = { title: 120, about: 300 }

const cut = (text: string, most: number): string => {
  const points = [...straight(text).replace(/\s+/g, ' ').trim()].map(point => /^[\ud800-\udfff]$/.test(point) ? '\ufffd' : point) // half a pair is no character
  return points.length > most ? `${points.slice(0, most - 1).join('')}…` : points.join('')
}

const META = (name: string): RegExp => new RegExp(`(<meta\\s+name="${name}"\\s+content=")[^"]*(")`, 'g')
const TITLE = /(<title>)[^<]*(<\/title>)/g

/** Errors: a FormatError where the page lacks one of the three places, or the name is no map's. */
export function pageWithMap(html: string, { map, title, about }: PageSays): string {
  if (!isMapName(map)) throw new FormatError('The name of a map in a site should be of letters, digits, - and _.')
  const said = cut(title, LONGEST.title)
  return [
    [META(FIRST_MAP_META), map],
    [TITLE, said ? `${said} · Netfold` : 'Netfold'],
    [META('description'), cut(about, LONGEST.about)],
  ].reduce((page, [place, text]) => filled(page, place as RegExp, text as string), html)
}

function filled(html: string, place: RegExp, text: string): string {
  const places = html.match(place)?.length ?? 0
  if (places !== 1) throw new FormatError(`index.html should have one ${place.source.includes('title') ? 'title' : `place for ${/name="([^"]*)"/.exec(place.source)![1]}`}; it has ${places}.`)
  return html.replace(place, (_, before: string, after: string) => before + escaped(text) + after) // a function: $ in a title is no pattern
}

/** The first map that a page names; null where it names none. */
export function firstMapOf(html: string): string | null {
  const name = new RegExp(META(FIRST_MAP_META).source.replace('[^"]*', '([^"]*)')).exec(html)?.[2]
  return name !== undefined && isMapName(name) ? name : null
}
