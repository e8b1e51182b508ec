// `npm run -s netfold -- COMMAND [FILES] [--option value]`: the same core that the page uses, from a terminal. Arguments in, files and JSON out,
// progress on standard error; every number comes from src/core.
import { netfold } from './main.ts'

const { code, out, err } = await netfold(process.argv.slice(2))
process.exitCode = code
process.stderr.write(err)
process.stdout.write(out)
