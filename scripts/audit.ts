// `npm run audit`: asks the registry whether anything that the page is built with is known to be unsafe. Fails on high and critical findings; where no
// registry answers it says so, and is no judge.
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

/** `findings` is null where no registry answered. */
export interface Verdict { safe: boolean, findings: Readonly<Record<string, number>> | null, sentence: string }

const BAD = ['high', 'critical']

/** Reads what `npm audit --json` wrote. */
export function verdictOf(text: string): Verdict {
  const answer = parsed(text) as { metadata?: { vulnerabilities?: Record<string, number> }, vulnerabilities?: Record<string, { severity?: string }>, message?: string } | null
  const counts = answer?.metadata?.vulnerabilities
  if (!counts) return { safe: true, findings: null, sentence: `No registry answered npm audit${answer?.message ? ` (${answer.message})` : ''}: what is known of the packages was not asked.` }
  const bad = Object.entries(answer.vulnerabilities ?? {}).filter(([, { severity }]) => BAD.includes(severity ?? ''))
  const safe = BAD.every(severity => !counts[severity]) && bad.length === 0
  const total = counts['total'] ?? 0
  return {
    safe, findings: counts,
    sentence: safe
      ? `npm audit knows of nothing high or critical among the packages of the page (${total} of less weight).`
      : `npm audit knows of ${BAD.map(severity => `${counts[severity] ?? 0} ${severity}`).join(' and ')}: ${bad.map(([name, { severity }]) => `${name} (${severity})`).join(', ')}.`,
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

/** Asks once, and waits no longer than half a minute. */
export function audit(): Verdict {
  const { stdout } = spawnSync('npm', ['audit', '--omit=dev', '--json', '--fetch-retries=0', '--fetch-timeout=15000'], {
    cwd: fileURLToPath(new URL('..', import.meta.url)), encoding: 'utf8', timeout: 30_000, shell: process.platform === 'win32',
  })
  return verdictOf(stdout ?? '')
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { safe, sentence } = audit()
  console.log(sentence)
  if (!safe) process.exitCode = 1
}
