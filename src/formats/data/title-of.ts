// What a brought data set is called: its file's name without folders and endings.
import { baseName } from '../base-name.ts'

const ENDINGS = /(\.gz|\.csv|\.tsv|\.txt|\.npz|\.npy|\.bin|\.data|[-_.]?idx\d([-_.]?ubyte)?|[-_.]?ubyte|[-_.](images|labels|image|label))$/i

/** t10k-images-idx3-ubyte.gz → t10k. */
export function titleOf(path: string): string {
  let name = baseName(path).replace(/\p{Cc}/gu, ' ').trim()
  for (let shorter = name.replace(ENDINGS, ''); shorter !== name && shorter !== ''; shorter = name.replace(ENDINGS, '')) name = shorter
  return name.slice(0, 60) || 'data'
}
