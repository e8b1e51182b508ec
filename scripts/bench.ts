// `npm run bench [-- NAME]`: runs every *.bench.ts (or those whose path contains NAME) and prints what it reports as a table.
import { readdirSync } from 'node:fs'
import { availableParallelism, cpus, totalmem } from 'node:os'
import { join, relative } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

/** One line of a table: what was done and how long it took, under the same keys in every row of a file. */
export type BenchRow = Record<string, string | number>

/** What a bench file exports by default. */
export type Bench = (report: (row: BenchRow) => void) => Promise<void>

/** The rows as text, columns aligned, numbers to the right; columns in the order in which they first appear. */
export function table(rows: BenchRow[]): string {
  const columns = [...new Set(rows.flatMap(row => Object.keys(row)))]
  const cells = [columns, ...rows.map(row => columns.map(column => String(row[column] ?? '')))]
  const widths = columns.map((_, column) => Math.max(...cells.map(line => line[column].length)))
  const numeric = columns.map(column => rows.every(row => row[column] === undefined || typeof row[column] === 'number'))
  const line = (texts: string[]): string => texts.map((text, column) => numeric[column] ? text.padStart(widths[column]) : text.padEnd(widths[column])).join('  ').trimEnd()
  return [line(cells[0]), line(widths.map(width => '─'.repeat(width))), ...cells.slice(1).map(line)].map(text => `  ${text}`).join('\n')
}

const root = fileURLToPath(new URL('..', import.meta.url))

function benchFiles(name: string): string[] {
  return ['src', 'workers', 'cli', 'e2e', 'scripts'].flatMap(room => {
    const folder = join(root, room)
    return readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(file => file.endsWith('.bench.ts')).map(file => join(folder, file))
  }).map(file => relative(root, file)).filter(file => file.includes(name)).sort()
}

async function main(name: string): Promise<void> {
  const files = benchFiles(name)
  if (files.length === 0) throw new Error(name ? `No bench file has "${name}" in its path.` : 'There is no bench file yet.')
  console.log(`${cpus()[0]?.model ?? 'unknown processor'}, ${availableParallelism()} cores, ${Math.round(totalmem() / 2 ** 30)} GiB; Node ${process.version}; ${new Date().toISOString().slice(0, 10)}`)
  for (const file of files) {
    console.log(`\n${file}`)
    const rows: BenchRow[] = []
    const { default: bench } = await import(pathToFileURL(join(root, file)).href) as { default: Bench }
    await bench(row => {
      rows.push(row)
      // A sign of life while the rest is measured; the table comes at the end.
      if (process.stderr.isTTY) process.stderr.write(`  ${Object.entries(row).map(([key, value]) => `${key} ${value}`).join(', ')}\n`)
    })
    console.log(table(rows))
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  main(process.argv[2] ?? '').catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error)
    process.exit(1)
  })
}
