// Addresses that people copy from their browser, turned into those of the file itself.
import { shownName } from './base-name.ts'
import { FormatError, quoted } from './format-error.ts'

/** The address to fetch and the file's name; or why it cannot be, one sentence. */
export type Address = { url: string, name: string, why: null } | { url: null, name: null, why: string }

/** Letters of an address; signed ones of storage services have some two thousand. */
const LONGEST = 8000

const refused = (why: string): Address => ({ url: null, name: null, why })

/** https only (and http://localhost). github.com, huggingface.co, gist.github.com and dropbox.com pages are rewritten. */
export function addressOf(text: string): Address {
  const given = text.trim()
  if (given === '') return refused('There is no address. One begins with https://.')
  if (given.length > LONGEST) return refused(`The address has ${given.length} letters; ${LONGEST} are the most that is read.`)
  // “github.com/…”, as some browsers show it.
  const url = parsed(/^[a-z0-9-]+(\.[a-z0-9-]+)+\/\S/i.test(given) ? `https://${given}` : given)
  if (!url) return refused(`${quoted(given)} is not a web address. One begins with https://.`)
  if (url.protocol === 'http:' && url.hostname !== 'localhost') return refused(`${shownHost(url)} is asked for by http, which anyone on the way can change: only https is opened. Try https://, or download the file and drop it here.`)
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return refused(`Addresses that begin with ${quoted(url.protocol).slice(1, -1)} are not opened, only https://. A file on your disk can be dropped here.`)
  if (url.username !== '' || url.password !== '') return refused('The address holds a user name or a password, and nothing is fetched with those. Download the file and drop it here.')
  url.hash = ''
  const why = rewritten(url)
  return why === null ? { url: url.href, name: nameOf(url), why } : refused(why)
}

function parsed(text: string): URL | null {
  try {
    return new URL(text)
  } catch {
    return null
  }
}

export const shownHost = (url: URL): string => quoted(url.host).slice(1, -1)

/** Turns a page's address into the file's, in place; or says why there is none. */
function rewritten(url: URL): string | null {
  const host = url.hostname.replace(/^www\./, '')
  const parts = url.pathname.split('/').slice(1)
  switch (host) {
    case 'github.com': return github(url, parts)
    case 'huggingface.co': case 'hf.co': return huggingFace(url, parts)
    case 'gist.github.com': return gist(url, parts)
    case 'dropbox.com':
      url.hostname = 'dl.dropboxusercontent.com'
      url.searchParams.set('dl', '1')
      return null
    case 'drive.google.com': case 'docs.google.com': return 'Google Drive gives other sites a page and not the file: download it, then drop the file here.'
    case 'onedrive.live.com': case '1drv.ms': return 'OneDrive gives other sites a page and not the file: download it, then drop the file here.'
    default: return null
  }
}

function github(url: URL, [owner, repository, what, ...rest]: readonly string[]): string | null {
  // Files of releases have addresses of their own.
  if (what === 'releases' && rest[0] === 'download') return null
  if (!['blob', 'raw', 'blame'].includes(what) || rest.length < 2 || rest.at(-1) === '') return 'This is a page of github.com and not a file: open the file there and copy its address.'
  url.hostname = 'raw.githubusercontent.com'
  url.pathname = `/${[owner, repository, ...rest].join('/')}`
  url.search = ''
  return null
}

/** Models stand at the root, with or without an owner; data sets and spaces below a folder of theirs. */
function huggingFace(url: URL, parts: readonly string[]): string | null {
  const at = parts.findIndex((part, k) => k >= 1 && k <= 3 && ['blob', 'resolve', 'raw'].includes(part))
  if (at < 1 || parts.length < at + 3 || parts.at(-1) === '') return 'This is a page of huggingface.co and not a file: open “Files”, then the file, and copy its address.'
  url.hostname = 'huggingface.co'
  url.pathname = `/${parts.with(at, 'resolve').join('/')}`
  url.search = ''
  return null
}

function gist(url: URL, [user, id, ...rest]: readonly string[]): string | null {
  if (!user || !id || !/^[0-9a-f]+$/i.test(id)) return 'This is a page of gist.github.com and not a file: open the gist and copy its address.'
  url.hostname = 'gist.githubusercontent.com'
  url.pathname = `/${[user, id, ...rest[0] === 'raw' ? rest : ['raw']].join('/')}`
  url.search = ''
  return null
}

/** What the file is called in sentences: the last part of the path, or the server where there is none. */
function nameOf(url: URL): string {
  const last = url.pathname.split('/').findLast(part => part !== '') ?? ''
  let name = last
  try {
    name = decodeURIComponent(last)
  } catch {
    // A lone % stays as it is.
  }
  return shownName(name) || url.hostname
}

/** Where GitHub keeps the file for which a repository holds a pointer only; null for other addresses. */
export function largeFileOf(address: string): string | null {
  const url = new URL(address)
  if (url.hostname !== 'raw.githubusercontent.com') return null
  url.hostname = 'media.githubusercontent.com'
  url.pathname = `/media${url.pathname}`
  return url.href
}

/**
 * The address of a file that lies beside another, in the same folder on the same server. Errors: FormatError for anything but a plain name, as it
 * could lead elsewhere.
 */
export function beside(address: string, name: string): string {
  if (name === '' || name === '.' || name.includes('..') || /[/\\:%?#]|\p{Cc}/u.test(name)) {
    throw new FormatError(`${shownName(new URL(address).pathname)} names ${quoted(name)}, which is not the plain name of a file beside it. Download the files and drop them together.`)
  }
  const url = new URL(encodeURIComponent(name), address)
  url.hash = ''
  return url.href
}
