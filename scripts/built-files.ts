// After the build: the list of its files (files.json), by which the page can put a copy of itself together; and, where one was named, a map of
// one's own as its first screen.
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join, relative, resolve, sep } from 'node:path'
import type { Plugin } from 'vite'
import { readMap } from '../src/formats/map.ts'
import { withMap } from '../src/formats/site/site-copy.ts'
import { FILES, isSiteName, siteFileOf, writeSiteFiles } from '../src/formats/site/site-files.ts'
import { storyOf } from '../src/formats/site/site-story.ts'

/** Names a map file: NETFOLD_MAP=my.npz npm run build. */
export const OWN_MAP = 'NETFOLD_MAP'

/** Every file of a folder by its path below it, with slashes; without source maps and what begins with a dot. */
export function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(entry => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .filter(name => name !== FILES && !name.endsWith('.map') && !/(^|\/)\./.test(name))
    .sort()
}

/** Writes files.json into the folder of a built page. Errors: a name that no address can have. */
export function listFiles(folder: string): void {
  const names = filesBelow(folder)
  const odd = names.find(name => !isSiteName(name))
  if (odd !== undefined) throw new Error(`${odd} is in the built page; a name there should be of letters, digits and . _ - @, so that every server and archive has it as it is.`)
  writeFileSync(join(folder, FILES), writeSiteFiles(names.map(name => siteFileOf(name, readFileSync(join(folder, name))))))
}

/** Puts a map file into a built page as its first screen; the page's other maps stay behind it. Returns the map's name. */
export function putMap(folder: string, file: string): string {
  if (!existsSync(file)) throw new Error(`${OWN_MAP} is ${file}, and there is no such file; it should be a map that Netfold has saved.`)
  const map = readMap(readFileSync(file))
  const standing = (below: string): Uint8Array | undefined => existsSync(join(folder, below)) ? readFileSync(join(folder, below)) : undefined
  const { name, files } = withMap(standing, { ...storyOf(map), map, replaced: null })
  for (const [below, content] of files) {
    mkdirSync(dirname(join(folder, below)), { recursive: true })
    writeFileSync(join(folder, below), content)
  }
  return name
}

/** `ownMap`: a map file, or undefined. Runs after everything else has written into the folder. */
export function builtFiles(ownMap: string | undefined): Plugin {
  let folder = ''
  return {
    name: 'built-files',
    apply: 'build',
    enforce: 'post',
    configResolved({ root, build: { outDir } }) { folder = resolve(root, outDir) },
    closeBundle: {
      order: 'post',
      sequential: true,
      handler(error?: Error) {
        if (error || !existsSync(join(folder, 'index.html'))) return
        if (ownMap) this.info(`first map: ${putMap(folder, ownMap)}`)
        listFiles(folder)
      },
    },
  }
}
