import type { ComponentChildren } from 'preact'

interface Props {
  readonly id: string
  readonly label: string
  readonly children: ComponentChildren
}

/** A definition that opens by mouse, keyboard and touch, without a script. */
export function Popover({ id, label, children }: Props) {
  return (
    <>
      <button type="button" class="term" popovertarget={id}>
        {label}
      </button>
      <div id={id} popover="auto">
        {children}
      </div>
    </>
  )
}
