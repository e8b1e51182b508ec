// A link's text: which version wrote it, and JSON, deflated against what most links say, as an address takes it.
import { deflateSync, inflateSync } from 'fflate'
import { base64url, bytesOfBase64url } from './base64url.ts'
import { FormatError, quoted } from './format-error.ts'
import { LIMITS } from './limits.ts'
import { parseJson } from './npz.ts'

/** What is written. */
const VERSION = 1

/**
 * What version 1 deflates against: pieces that many links hold, the likeliest last. Never to be changed: links that were made with it could not be read any
 * more. A better one comes with another version.
 */
const COMMON_1 = new TextEncoder().encode('"own":{"hash":"","title":"","rows":10000,"shape":[28,28,1],"classes":10}"id":"circles""moons""xor""gaussians""teacher""spirals""digits""metric":"multi""cka""procrustes""rsa""bhattacharyya""wasserstein""hyper-parameters""layer":"first""all""dimensions":3"scale":"mean""rms""none""sigma":0.5"gamma":0"decay":40"knn":5"t":"auto""kind":"grid""steps":2"family":["mlp","conv"]"depth":[1,2,3,4]"width":{"from":12,"to":64}"activation":["relu","tanh","gelu","sigmoid"]"optimiser":["sgd","momentum","adam","adamw"]"learningRate":{"from":0.001,"to":0.5}"weightDecay":{"from":0.000001,"to":0.01}"batchSize":[32,64,128]"dropout":{"from":0,"to":0.1}"epochs":{"from":10,"to":30}"initScale":{"from":0.5,"to":4}"labelNoise":{"from":0,"to":0.03}"trainFraction":{"from":0.6,"to":1}"count":60"seed":12"noise":0.1"brushes":[["testAccuracy",0."cut":{"method":"average","of":"distances","count":8,"shown":true}"entropy":{"scale":"median","sigma":"trust":true"folded":true"layers":["outlines","graticule"]"second":{"metric":"bhattacharyya"}"data":{"geometry":{"recipe":{"open":"tab":"network""compare""entropy""persistence""separation""dock":"hyper""table""clusters""diverged""colour":{"by":"trainAccuracy""testLoss""learningRate""spectralEntropy""activation","log":true,"invert":true,"palette":"cividis""magma""diverging","range":["selection":"b","a":"+","b":"+","look":[-{"map":{"base":null,"slid":"data":{"id":"digits","seed":1},"geometry":{},"runs":[{"recipe":{"seed":1},"from":0,"count":60,"without":"-"}]},"print":{"mapped":"outcomes":"places":"box":["sample":"{"map":"digits","view":{')

/** How each version is read. An older one's JSON is brought to what this page understands here. */
const READERS = new Map<number, (text: string) => unknown>([[1, text => unpacked(text, COMMON_1)]])

/** From `v1.` on, without the #. */
export const linkText = (json: unknown): string => `v${VERSION}.${base64url(deflateSync(new TextEncoder().encode(JSON.stringify(json)), { level: 9, mem: 8, dictionary: COMMON_1 }))}`

/** The JSON of a link, of which nothing is believed yet; with or without its #. Errors: FormatError for what is no link of ours, damaged, too long, or newer. */
export function linkFrom(hash: string): unknown {
  const text = hash.startsWith('#') ? hash.slice(1) : hash
  if (text.length > LIMITS.linkCharacters) throw new FormatError(`The address has ${text.length.toLocaleString('en-US')} characters after its #; ${LIMITS.linkCharacters.toLocaleString('en-US')} is the most that is read.`)
  const [, number, rest] = /^v(\d{1,4})\.([\w-]*)$/.exec(text) ?? []
  if (number === undefined) throw new FormatError(`The address ends in ${quoted(`#${text}`)}, which is no link of Netfold's: it begins with v${VERSION} and a dot.`)
  const version = Number(number)
  const read = READERS.get(version)
  if (!read) throw new FormatError(version > VERSION ? `It was made by a newer Netfold (version ${version} of links; this page reads ${VERSION}).` : `There are no links of version ${version}; the first is 1.`)
  return read(rest)
}

function unpacked(text: string, dictionary: Uint8Array): unknown {
  const damaged = (): FormatError => new FormatError('It is cut short or damaged. Copy it again, all of it.')
  const bytes = bytesOfBase64url(text)
  if (!bytes || bytes.length === 0) throw damaged()
  let plain: Uint8Array
  try {
    // What does not fit into the room that is given is dropped, so one byte more than is read shows that there was more.
    plain = inflateSync(bytes, { out: new Uint8Array(LIMITS.linkBytes + 1), dictionary })
  } catch {
    throw damaged()
  }
  if (plain.length > LIMITS.linkBytes) throw new FormatError('It unpacks to more than a link may hold.')
  try {
    return parseJson(new TextDecoder('utf-8', { fatal: true }).decode(plain), 'The link')
  } catch {
    throw damaged()
  }
}
