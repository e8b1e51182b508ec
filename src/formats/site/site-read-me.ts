// README.txt of an exported site: what it is, how it is served, and under whose licences.

interface About { title: string, version: string, networks: number, /** Names of the licence files in the archive. */ notices: readonly string[] }

/** A title may come from a stranger's file: on one line, and none that is endless. */
const line = (text: string): string => [...text.replace(/\p{C}+|\s+/gu, ' ').trim()].slice(0, 120).join('')

export function readMeOf({ title, version, networks, notices }: About): string {
  return `${line(title) || 'A map of neural networks'}

This is a Netfold page (version ${version}) with a map of ${networks === 1 ? '1 network' : `${networks} networks`} inside: each dot is a trained neural network,
and close dots represent the data alike.

Serve it

  Put the files on any static host, at its root or in any folder. There is nothing to install and nothing to configure.
  On your own computer, in the folder of this file:

    python3 -m http.server 8000

  and open http://localhost:8000. (A browser does not open it from the disk by a double click: pages from file:// may not start workers.)

  GitHub Pages: put the files into a repository; Settings, Pages, Deploy from a branch.

Embed it

  <iframe src="https://YOUR-HOST/FOLDER/?embed" title="${attribute(line(title) || 'A map of neural networks')}" width="100%" height="480" loading="lazy"></iframe>

  ?embed=selection,network puts these panels beside the map.

What it does

  Everything runs in the visitor's browser; nothing is sent anywhere. Networks that a visitor trains stay in that browser.
  The page can share links to what it shows, save its map as a file, and save a site like this one.

Licences

  Netfold is under the MIT licence.${notices.length > 0 ? ` What it is built with: ${notices.join(', ')}.` : ''}
`
}

const attribute = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')
