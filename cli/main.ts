// The terminal's answers to a command line, without a process around them: what goes to standard output or error, and the exit code.
import { COMMANDS } from './commands.ts'
import type { Command } from './command.ts'
import { optionLines, readOptions } from './options.ts'
import { Refusal } from './refusal.ts'

const CALL = 'npm run -s netfold --'

function overview(): string {
  const width = Math.max(...Object.keys(COMMANDS).map(name => name.length))
  return [
    `${CALL} COMMAND [FILES] [--option value]`, '',
    ...Object.entries(COMMANDS).map(([name, { summary }]) => `  ${name.padEnd(width)}  ${summary}`), '',
    `${CALL} COMMAND --help says more. Arrays are NumPy's .npy and .npz; results are JSON on standard output.`,
  ].join('\n')
}

function helpOf(name: string, { summary, usage, options, notes }: Command): string {
  const lines = optionLines(options)
  return [`${CALL} ${name} ${usage}`.trimEnd(), '', summary, ...lines.length > 0 ? ['', ...lines] : [], ...notes.length > 0 ? ['', ...notes] : []].join('\n')
}

async function answer(words: readonly string[]): Promise<string> {
  const [name, ...rest] = words
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') return overview()
  if (!Object.hasOwn(COMMANDS, name)) throw new Refusal(name, `there is no such command; there are ${Object.keys(COMMANDS).join(', ')}.`)
  const command = COMMANDS[name]
  if (rest.includes('--help') || rest.includes('-h')) return helpOf(name, command)
  const { files, values, given } = readOptions(rest, command.options)
  const { from, to } = command.files
  if (files.length < from || files.length > to) {
    const wanted = from === to ? `${from === 1 ? 'one file' : `${from} files`}` : to === Infinity ? `${from} or more files` : `${from} to ${to} files`
    throw new Refusal(name, `takes ${wanted} and was given ${files.length === 0 ? 'none' : files.length}; ${CALL} ${name} ${command.usage}`)
  }
  return JSON.stringify(await command.run(files, values as never, given as ReadonlySet<string>), plain)
}

/** JSON has no infinity and no NaN: null stands for them. */
function plain(_key: string, value: unknown): unknown {
  if (typeof value === 'number' && !Number.isFinite(value)) return null
  return ArrayBuffer.isView(value) ? Array.from(value as unknown as ArrayLike<number>) : value
}

/** The one line that a refusal is. */
function line(error: Refusal): string {
  return `netfold: ${error.where}: ${error.message}`.replaceAll(/\s*\n\s*/g, ' ')
}

export interface Answer { code: 0 | 1 | 2, out: string, err: string }

/** Runs one command. Exit codes: 0 done, 2 input or option refused (one line), 1 a fault of the program. */
export async function netfold(words: readonly string[]): Promise<Answer> {
  try {
    return { code: 0, out: `${await answer(words)}\n`, err: '' }
  } catch (error) {
    if (error instanceof Refusal) return { code: 2, out: '', err: `${line(error)}\n` }
    return { code: 1, out: '', err: `netfold: a fault of the program: ${error instanceof Error ? error.stack ?? error.message : String(error)}\n` }
  }
}
