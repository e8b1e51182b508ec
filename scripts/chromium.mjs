// Finds a Chromium for the journeys. As a script it also installs one where that takes a single command, and prints the path.
import { execFileSync } from 'node:child_process'
import { accessSync, constants, existsSync, readFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { chromium } from '@playwright/test'

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge']
const NONE = 'No Chromium was found: set CHROME_PATH to one, or run "npx playwright install chromium", or install chromium or Google Chrome with the system\'s packages.'

function isProgram(path) {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

/** CHROME_PATH, else Playwright's own browser, else one on the PATH; null where there is none. */
function look() {
  const told = process.env['CHROME_PATH']
  if (told) {
    if (!isProgram(told)) throw new Error(`CHROME_PATH is ${told}, and no program is there.`)
    return told
  }
  const own = chromium.executablePath()
  if (own && existsSync(own)) return own
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter(Boolean)
  return NAMES.flatMap(name => folders.map(folder => join(folder, name))).find(isProgram) ?? null
}

/** The path of a Chromium; an error that says what to do where there is none. */
export function findChromium() {
  const found = look()
  if (found === null) throw new Error(NONE)
  return found
}

/** Debian only: elsewhere the package is missing, or a stub that asks for another package manager. */
const canInstall = () => process.getuid?.() === 0 && existsSync('/etc/os-release') && /^ID="?debian"?$/m.test(readFileSync('/etc/os-release', 'utf8'))

function install() {
  const run = (...args) => execFileSync('apt-get', args, { stdio: ['ignore', process.stderr, process.stderr], env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } })
  console.error('No Chromium yet: installing Debian\'s.')
  try {
    run('update')
    run('install', '-y', '--no-install-recommends', 'chromium')
  } catch {
    // What went wrong stands above in apt-get's own words; findChromium says what else can be done.
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    if (look() === null && canInstall()) install()
    console.log(findChromium())
  } catch (error) {
    console.error(error.message)
    process.exit(1)
  }
}
