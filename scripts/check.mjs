// Types and lint, each fence by a compiler of its own, as many at a time as there are cores. What one says is printed whole, when it ends.
import { spawn } from 'node:child_process'
import { availableParallelism } from 'node:os'

const bin = name => `node_modules/${name}`
const tsc = project => ({ name: `tsc -p ${project}`, args: [bin('typescript/bin/tsc'), '-p', project] })

/** The longest first, so that the short ones fill what it leaves. */
const TASKS = [
  { name: 'eslint', args: [bin('eslint/bin/eslint.js'), '.', '--max-warnings', '0'] },
  ...['scripts', '.', 'workers', 'src/core', 'src/formats'].map(tsc),
]

function run({ name, args }) {
  return new Promise(resolve => {
    const child = spawn(process.execPath, args, { cwd: new URL('..', import.meta.url) })
    let said = ''
    for (const stream of [child.stdout, child.stderr]) stream.on('data', piece => { said += piece })
    child.on('close', code => {
      if (code !== 0) console.log(`${name}:\n${said}`)
      resolve(code === 0)
    })
  })
}

const waiting = [...TASKS]
let sound = true
await Promise.all(Array.from({ length: Math.min(TASKS.length, availableParallelism()) }, async () => {
  for (let task = waiting.shift(); task; task = waiting.shift()) sound = await run(task) && sound
}))
process.exitCode = sound ? 0 : 1
