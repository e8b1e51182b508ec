// A built page as its next version would be published: the same files, every hashed one under another name, and a worker that lists them.
import { cp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { SERVICE_WORKER, workerWithPage } from '../src/formats/site/site-worker.ts'

const TEXT = /\.(js|mjs|css|html|json|webmanifest)$/
const HASHED = /-[\w-]{7}([\w-])(?=\.\w+$)/

/** `dist` as another build, in `folder`: what stood there is gone. */
export async function nextBuild(dist: string, folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true })
  await cp(dist, folder, { recursive: true, dereference: true })
  const assets = join(folder, 'assets')
  const names = new Map((await readdir(assets)).filter(name => HASHED.test(name)).map(name => [name, name.replace(HASHED, (whole, last: string) => whole.slice(0, -1) + (last === 'x' ? 'y' : 'x'))]))
  for (const [name, next] of names) await rename(join(assets, name), join(assets, next))
  const files = (await readdir(folder, { recursive: true })).filter(name => TEXT.test(name) && !name.startsWith('maps'))
  for (const file of files) {
    const text = await readFile(join(folder, file), 'utf8')
    await writeFile(join(folder, file), text.replace(/[\w.-]+\.\w+/g, word => names.get(word) ?? word))
  }
  const worker = join(folder, SERVICE_WORKER)
  await writeFile(worker, workerWithPage(await readFile(worker, 'utf8'), await readFile(join(folder, 'index.html'))))
}
