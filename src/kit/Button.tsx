import type { ButtonHTMLAttributes, ReactNode } from 'react'
import { classes } from './classes.ts'
import styles from './Button.module.css'

type Attributes = Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'className'>

interface ButtonProps extends Attributes {
  look?: 'plain' | 'primary' | 'quiet' | 'danger'
  icon?: ReactNode
}

export function Button({ look = 'plain', icon, children, ...rest }: ButtonProps) {
  return (
    <button type="button" className={classes(styles.button, styles[look])} {...rest}>
      {icon}
      {children}
    </button>
  )
}

interface IconButtonProps extends Attributes {
  /** Spoken, and shown as its tooltip. */
  label: string
  /** The keys that do the same. */
  keys?: string
  pressed?: boolean
  primary?: boolean
  children: ReactNode
}

export function IconButton({ label, keys, pressed, primary, children, ...rest }: IconButtonProps) {
  return (
    <button
      type="button"
      className={classes(styles.icon, pressed && styles.pressed, primary && styles.primary)}
      aria-label={label}
      aria-pressed={pressed}
      data-tip={label}
      data-keys={keys}
      {...rest}
    >
      {children}
    </button>
  )
}
