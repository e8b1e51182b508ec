// What a text is that is not JSON: a pointer, a web page, a table, or nothing that is read.
import { endingOf, shownName } from './base-name.ts'
import { delimiterOf } from './csv.ts'
import type { Recognised } from './recognised.ts'

export function recogniseText(text: string, path: string): Recognised {
  const name = shownName(path)
  const start = text.slice(0, 2000).trimStart()
  const refused = (seems: string, why: string): Recognised => ({ kind: 'refused', seems, why })
  if (start.startsWith('version https://git-lfs')) {
    const size = /^size (\d{1,15})$/m.exec(start)
    return refused('a Git LFS pointer', `${name} is a Git LFS pointer${size ? ` (${size[1]} bytes elsewhere)` : ''}, not the model itself: use the site's download button.`)
  }
  if (/^(<!doctype html|<html|<head|<body)/i.test(start) || /^<!--[^]*?-->\s*(<!doctype html|<html)/i.test(start)) return refused('a web page', `${name} is a web page, not a model: the download gave a page in its place. Download the file itself.`)
  if (/^<(\?xml|svg|!doctype)/i.test(start)) return refused('XML text', `${name} is XML text, not a model.`)
  if (/^ir_version:|^graph \{|^node \{/m.test(start)) return refused('a model as text', `${name} is a model written as text, which is not read: save it in the binary form.`)
  const ending = endingOf(path)
  if (['pkl', 'pickle', 'joblib', 'pt', 'pth'].includes(ending) && /^[(\]}c]/.test(start)) {
    return refused('a Python pickle', `${name} is a Python pickle in its oldest form, which is not read: save the weights with PyTorch, or activations as .npz.`)
  }
  if (['csv', 'tsv'].includes(ending)) return { kind: 'table' }
  if (['py', 'ipynb', 'md', 'rst', 'yaml', 'yml', 'toml', 'js', 'ts', 'sh', 'tex', 'log', 'ini', 'cfg'].includes(ending)) return refused('text', `${name} is text, not a model, a bundle or a table.`)
  return dividesAlike(text) ? { kind: 'table' } : refused('text', `${name} is text, not a model: no table either, for its lines do not divide into as many cells as the first.`)
}

/** Whether the first lines divide into two cells or more, as many each. */
function dividesAlike(text: string): boolean {
  const lines = text.slice(0, 20_000).split(/\r\n|\n|\r/).slice(0, 10).filter(line => line.trim() !== '')
  const delimiter = delimiterOf(lines.join('\n'))
  const counts = lines.map(line => line.split(delimiter).length)
  return counts.length > 0 && counts[0] > 1 && counts.filter(count => count === counts[0]).length >= 0.8 * counts.length
}
