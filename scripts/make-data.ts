// Packs the data sets that the page carries, with a manifest that says what each file is, where it comes from and under which licence.
// Reads the shared folder beside the checkout; writes public/data.
import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { DEFAULT_DATASET } from '../src/core/data/dataset.ts'
import { makeDataset } from '../src/core/data/make.ts'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const source = join(root, '..', 'shared', 'data', 'digits_1797x64_u8.bin')
const target = join(root, 'public', 'data')

const bytes = readFileSync(source)
const sha256 = createHash('sha256').update(bytes).digest('hex')
const expected = '87ff0c9e40dc7e2c0e34e7257799c2e3f3aec1a016363bb11cad869ec428a826'
if (sha256 !== expected) throw new Error(`${source} has the hash ${sha256}; it should have ${expected}.`)
const digits = makeDataset(DEFAULT_DATASET, bytes)

const manifest = {
  files: {
    'digits.bin': {
      title: digits.title,
      layout: [
        { name: 'pixels', type: 'u8', shape: [digits.labels.length, digits.features], order: 'row-major', values: '0…16, the ink in each 4×4 block of the 32×32 scan' },
        { name: 'labels', type: 'u8', shape: [digits.labels.length], values: '0…9' },
      ],
      bytes: bytes.length,
      sha256,
      source: 'E. Alpaydin and C. Kaynak (1998). Optical Recognition of Handwritten Digits. UCI Machine Learning Repository. doi:10.24432/C50P49. CC BY 4.0.',
      url: 'https://doi.org/10.24432/C50P49',
      licence: 'CC BY 4.0',
      licenceUrl: 'https://creativecommons.org/licenses/by/4.0/',
      changes: 'The 1,797 samples of its test part, as shipped with scikit-learn 1.2.1, packed as bytes; no value changed.',
    },
  },
}

mkdirSync(target, { recursive: true })
writeFileSync(join(target, 'digits.bin'), bytes)
writeFileSync(join(target, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`)
console.log(`public/data: digits.bin (${bytes.length} bytes), manifest.json`)
