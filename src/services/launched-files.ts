// Files that the system opens with the installed page (file_handlers in public/manifest.webmanifest).

interface LaunchQueue { setConsumer(hear: (launch: { files?: readonly FileSystemFileHandle[] }) => void): void }

/** `open` is given what was chosen, now or while the page runs; nothing happens where the browser has no such thing. */
export function launchedFiles(open: (files: readonly File[]) => void): void {
  const { launchQueue } = window as { launchQueue?: LaunchQueue }
  launchQueue?.setConsumer(({ files }) => {
    // A file that went meanwhile is left out, as from a drop.
    if (files?.length) void Promise.allSettled(files.map(handle => handle.getFile())).then(read => open(read.flatMap(one => one.status === 'fulfilled' ? [one.value] : [])))
  })
}
