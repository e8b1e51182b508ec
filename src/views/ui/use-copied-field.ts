// Copying what stands in a field.
import type { RefObject } from 'react'
import { useRef, useState } from 'react'

export interface CopiedField {
  field: RefObject<HTMLInputElement | null>
  copied: 'yes' | 'by hand' | null
  copy: (text: string) => Promise<void>
  /** Something else stands in it now. */
  another: () => void
}

export function useCopiedField(): CopiedField {
  const [copied, setCopied] = useState<CopiedField['copied']>(null)
  const field = useRef<HTMLInputElement>(null)
  const copy = async (text: string): Promise<void> => {
    try {
      await navigator.clipboard.writeText(text)
      setCopied('yes')
    } catch {
      // No clipboard here (an insecure page, a refusal): the text is marked, and one key copies it.
      field.current?.focus()
      field.current?.select()
      setCopied('by hand')
    }
  }
  return { field, copied, copy, another: () => setCopied(null) }
}
