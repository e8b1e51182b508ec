// The two JSON members of a map: the manifest and the table of networks, checked field by field on the way in.
import type { DatasetSettings, OwnData } from '../core/data/dataset.ts'
import { DATASETS } from '../core/data/dataset.ts'
import type { Brought, Hyperparameters, NetworkRow, TableValue } from '../core/network.ts'
import { ACTIVATIONS, AUGMENTATIONS, FAMILIES, OPTIMISERS, STARTS } from '../core/network.ts'
import type { Range, Recipe } from '../core/recipe.ts'
import type { GeometrySettings } from '../core/settings.ts'
import { LAYERS, METRICS, SCALES } from '../core/settings.ts'
import { FormatError, quoted } from './format-error.ts'
import type { Fields } from './json-fields.ts'
import { fieldsOf, nameItem, numberItem, textItem, wrong } from './json-fields.ts'
import { LIMITS } from './limits.ts'
import type { MapManifest } from './map-file.ts'
import { MAP_FORMAT, MAP_VERSION } from './map-file.ts'
import { migrated } from './map-migrations.ts'
import { storyFrom } from './map-story.ts'

const MANIFEST = 'manifest.json'
const NETWORKS = 'networks.json'
/** Ids are stored as int32. */
const HIGHEST_ID = 2 ** 31 - 1

/** Refuses another format, or a version that this page does not know; used before anything else of a file is believed. */
export function checkFormat(fields: Fields): void {
  const format = fields.get('format')
  if (format !== MAP_FORMAT) {
    throw new FormatError(`This is not a Netfold map: its manifest.json says ${typeof format === 'string' ? `format ${quoted(format)}` : 'no format'}, not "${MAP_FORMAT}".`)
  }
  const version = fields.number('version', 'a whole number from 1', found => Number.isInteger(found) && found >= 1)
  if (version > MAP_VERSION) throw new FormatError(`This map was written by a newer Netfold (version ${version}; this page reads ${MAP_VERSION}).`)
}

export function manifestFrom(json: unknown): MapManifest {
  const fields = fieldsOf(json, MANIFEST)
  checkFormat(fields)
  const version = fields.count('version')
  const readRecipe = (recipe: Fields, where: string): Recipe => recipeFrom(migrated(recipe, 'recipe', version, where))
  const dataset = fields.get('dataset') === null ? null : fields.object('dataset')
  const phate = fields.object('phate')
  const parts = fields.object('parts')
  const classNames = fields.list('classNames', textItem)
  if ((dataset && classNames.length < 2) || classNames.length > 256) throw new FormatError(`${MANIFEST}: classNames has ${classNames.length} names; it should have 2 to 256.`)
  return {
    format: MAP_FORMAT,
    version,
    title: fields.text('title'),
    madeBy: fields.text('madeBy'),
    dataset: dataset && datasetFrom(dataset),
    datasetTitle: fields.text('datasetTitle'),
    classNames,
    train: fields.count('train'),
    test: fields.count('test'),
    probes: fields.count('probes'),
    recipe: fields.get('recipe') === null ? null : readRecipe(fields.object('recipe'), `${MANIFEST}: recipe`),
    geometry: geometryFrom(migrated(fields.object('geometry'), 'geometry', version, `${MANIFEST}: geometry`)),
    phate: {
      t: phate.number('t', 'a number above 0', above0), stress: phate.figure('stress'), components: phate.count('components'),
      ...phate.get('slid') === true && { slid: true }, ...phate.get('turned') === true && { turned: true },
    },
    mapped: fields.count('mapped'),
    parts: { ...partFrom(parts, 'detail'), ...partFrom(parts, 'activations'), ...partFrom(parts, 'checkpoints') },
    ...fields.get('labels') !== undefined && { labels: labelsFrom(fields, fields.count('probes')) },
    ...storyFrom(fields, readRecipe),
  }
}

/** True classes of the probes: whole numbers, which may be no classes that the map counts. */
function labelsFrom(fields: Fields, probes: number): number[] {
  const labels = fields.list('labels', numberItem)
  if (labels.length !== probes) throw new FormatError(`${MANIFEST}: labels has ${labels.length} numbers; it should have ${probes}, one a probe.`)
  const odd = labels.find(label => !Number.isInteger(label))
  if (odd !== undefined) throw new FormatError(`${MANIFEST}: labels holds ${odd}; labels are whole numbers.`)
  return labels
}

/** A data set that was brought says by what it can be told when it is brought again. */
function datasetFrom(fields: Fields): DatasetSettings {
  const id = fields.oneOf('id', [...DATASETS, 'own'])
  return { id, noise: fields.number('noise'), decay: fields.number('decay'), seed: fields.number('seed'), ...id === 'own' && { own: ownFrom(fields.object('own')) } }
}

function ownFrom(fields: Fields): OwnData {
  const hash = fields.text('hash')
  if (!/^[0-9a-f]{16}$/.test(hash)) throw wrong(`${MANIFEST}: dataset: own: hash`, hash, 'sixteen hexadecimal digits')
  const shape = fields.list('shape', numberItem)
  const features = shape.reduce((product, length) => product * length, 1)
  if ((shape.length !== 1 && shape.length !== 3) || !shape.every(whole) || features > LIMITS.dataFeatures) {
    throw wrong(`${MANIFEST}: dataset: own: shape`, shape, `[features] or [height, width, channels], ${LIMITS.dataFeatures} numbers at most`)
  }
  return {
    hash, title: fields.text('title').slice(0, 200), shape,
    rows: fields.number('rows', 'a whole number from 1', whole), classes: fields.number('classes', `a whole number from 2 to ${LIMITS.dataClasses}`, found => whole(found) && found >= 2 && found <= LIMITS.dataClasses),
  }
}

/** A part is fetched from beside the map, so its name may be a plain file name and nothing that leads elsewhere. */
function partFrom(parts: Fields, key: keyof MapManifest['parts']): MapManifest['parts'] {
  if (parts.get(key) === undefined) return {}
  const name = parts.text(key)
  if (!/^[\w-]+(\.[\w-]+)*\.npz$/.test(name)) throw wrong(`${MANIFEST}: parts.${key}`, name, 'the plain name of a .npz file')
  return { [key]: name }
}

const above0 = (value: number): boolean => value > 0
const from0 = (value: number): boolean => value >= 0
const whole = (value: number): boolean => Number.isInteger(value) && value >= 1
const share = (value: number): boolean => value >= 0 && value <= 1

function recipeFrom(fields: Fields): Recipe {
  const range = (key: string): Range => {
    const ends = fields.object(key)
    return { from: ends.number('from'), to: ends.number('to') }
  }
  return {
    kind: fields.oneOf('kind', ['random', 'grid']),
    count: fields.count('count'),
    seed: fields.number('seed'),
    steps: fields.count('steps'),
    family: fields.list('family', nameItem(FAMILIES)),
    depth: fields.list('depth', numberItem),
    width: range('width'),
    activation: fields.list('activation', nameItem(ACTIVATIONS)),
    optimiser: fields.list('optimiser', nameItem(OPTIMISERS)),
    learningRate: range('learningRate'),
    weightDecay: range('weightDecay'),
    batchSize: fields.list('batchSize', numberItem),
    dropout: range('dropout'),
    epochs: range('epochs'),
    initScale: range('initScale'),
    labelNoise: range('labelNoise'),
    trainFraction: range('trainFraction'),
    augmentation: fields.list('augmentation', nameItem(AUGMENTATIONS)),
    start: fields.list('start', nameItem(STARTS)),
  }
}

function geometryFrom(fields: Fields): GeometrySettings {
  return {
    metric: fields.oneOf('metric', METRICS),
    layer: fields.oneOf('layer', LAYERS),
    dimensions: fields.number('dimensions', '2 or 3', found => found === 2 || found === 3) === 3 ? 3 : 2,
    scale: fields.oneOf('scale', SCALES),
    sigma: fields.number('sigma', 'a number above 0', above0),
    knn: fields.number('knn', 'a whole number from 1', whole),
    decay: fields.number('decay', 'a number above 0', above0),
    gamma: fields.number('gamma'),
    t: fields.get('t') === 'auto' ? 'auto' : fields.number('t', '"auto" or a number above 0', above0),
    seed: fields.number('seed'),
  }
}

function hyperFrom(fields: Fields): Hyperparameters {
  return {
    family: fields.oneOf('family', FAMILIES),
    depth: fields.number('depth', 'a whole number from 0', found => Number.isInteger(found) && found >= 0),
    width: fields.number('width', 'a whole number from 1', whole),
    activation: fields.oneOf('activation', ACTIVATIONS),
    optimiser: fields.oneOf('optimiser', OPTIMISERS),
    learningRate: fields.number('learningRate', 'a number from 0', from0),
    weightDecay: fields.number('weightDecay', 'a number from 0', from0),
    batchSize: fields.number('batchSize', 'a whole number from 1', whole),
    dropout: fields.number('dropout', 'a share from 0 to 1', share),
    epochs: fields.number('epochs', 'a whole number from 0', found => Number.isInteger(found) && found >= 0),
    initScale: fields.number('initScale', 'a number from 0', from0),
    labelNoise: fields.number('labelNoise', 'a share from 0 to 1', share),
    trainFraction: fields.number('trainFraction', 'a share from 0 to 1', share),
    augmentation: fields.oneOf('augmentation', AUGMENTATIONS),
    start: fields.oneOf('start', STARTS),
  }
}

/** Columns that a row of a network trained elsewhere may have. */
const MOST_COLUMNS = 500

function broughtFrom(fields: Fields): Brought {
  const values = fields.object('values')
  const cells = Object.entries(fields.get('values') as object) as [string, unknown][]
  if (cells.length > MOST_COLUMNS) throw new FormatError(`${NETWORKS}: a network has ${cells.length} columns; ${MOST_COLUMNS} is the most that is read.`)
  for (const [key, value] of cells) {
    if (value !== null && !['number', 'string', 'boolean'].includes(typeof value)) throw wrong(`${NETWORKS}: brought.values.${quoted(key)}`, values.get(key), 'a number, a text, true, false or null')
  }
  return { name: fields.text('name'), values: Object.fromEntries(cells) as Record<string, TableValue> }
}

function rowFrom(json: unknown, where: string, version: number): NetworkRow {
  const fields = fieldsOf(json, where)
  const outcome = fields.object('outcome')
  const numberOrNull = (key: 'weightSeed' | 'orderSeed'): number | null => fields.get(key) === null ? null : fields.number(key)
  return {
    id: fields.number('id', `a whole number from 0 to ${HIGHEST_ID}`, found => Number.isInteger(found) && found >= 0 && found <= HIGHEST_ID),
    hyper: fields.get('hyper') === null ? null : hyperFrom(migrated(fields.object('hyper'), 'hyper', version, `${where}: hyper`)),
    weightSeed: numberOrNull('weightSeed'),
    orderSeed: numberOrNull('orderSeed'),
    ...fields.get('brought') !== undefined && { brought: broughtFrom(fields.object('brought')) },
    outcome: {
      divergedAt: outcome.get('divergedAt') === null ? null : outcome.count('divergedAt'),
      steps: outcome.count('steps'),
      parameters: outcome.count('parameters'),
      trainLoss: outcome.figure('trainLoss'),
      trainAccuracy: outcome.figure('trainAccuracy'),
      testLoss: outcome.figure('testLoss'),
      testAccuracy: outcome.figure('testAccuracy'),
    },
  }
}

/** The table of networks of a map of this version; refuses ids that do not rise from row to row, so none comes twice. */
export function networksFrom(json: unknown, version: number): NetworkRow[] {
  if (!Array.isArray(json)) throw wrong(NETWORKS, json, 'a list with a row per network')
  const rows = json.map((item, index) => rowFrom(item, `${NETWORKS}, row ${index}`, version))
  rows.forEach((row, index) => {
    if (index > 0 && row.id <= rows[index - 1].id) throw new FormatError(`${NETWORKS}, row ${index}: id ${row.id} comes after id ${rows[index - 1].id}; ids should rise from row to row.`)
  })
  return rows
}
