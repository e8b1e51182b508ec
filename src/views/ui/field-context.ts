// What a control learns from the Field around it: its id, its label's id, and where to say that what was typed is no answer.
import { createContext, useContext } from 'react'

export interface FieldLink {
  controlId: string
  labelId: string
  /** Id of the sentence under the control; null while there is none. */
  faultId: string | null
  /** The value itself cannot be used; not merely unreadable in one of the controls. */
  wrong: boolean
  /** Says, or with null takes back, that what stands in the control cannot be read. */
  complain: (fault: string | null) => void
}

export const FieldContext = createContext<FieldLink | null>(null)

export const useField = (): FieldLink | null => useContext(FieldContext)
