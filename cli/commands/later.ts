// Commands that have a name and not yet an engine: they say so, and refuse.
import type { Command } from '../command.ts'
import { path } from '../options.ts'
import { Refusal } from '../refusal.ts'

const later = (name: string, summary: string, what: string): Command => ({
  summary: `${summary} (arrives later)`,
  usage: '…',
  files: { from: 0, to: Infinity },
  options: { out: path('where the result will go') },
  notes: [`${what} cannot be done from the terminal yet.`],
  run: () => Promise.reject(new Refusal(name, `${what} cannot be done from the terminal yet; it arrives with a later version.`)),
})

export const inspect = later('inspect', 'the card of a saved model', 'Reading saved models')
export const run = later('run', 'activations and predictions of a saved model', 'Running saved models')
