// Counters that nobody asks before the map is there: their code is fetched with the first question, and again where that failed.

type Questions<S> = { [Name in keyof S]: S[Name] extends (...asked: infer Asked) => Promise<infer Answer> ? (...asked: Asked) => Promise<Answer> : never }

/** `names`: of all its questions. What cannot be fetched rejects the question alone; the next one asks for it again. */
export function calledLater<S extends Questions<S>>(fetch: () => Promise<S>, names: { readonly [Name in keyof S]: true }): S {
  let coming: Promise<S> | null = null
  const counter = (): Promise<S> => {
    coming ??= fetch()
    coming.catch(() => { coming = null })
    return coming
  }
  const asking = (name: keyof S) => async (...asked: Parameters<S[keyof S]>) => (await counter())[name](...asked)
  return Object.fromEntries(Object.keys(names).map(name => [name, asking(name as keyof S)])) as unknown as S
}
