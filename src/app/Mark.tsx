import { useId } from 'react'

export function Mark({ size = 24 }: { size?: number }) {
  const id = useId()
  return (
    <svg width={size} height={size} viewBox="0 0 24 24" aria-hidden="true">
      <defs>
        <linearGradient id={id} x1="0" y1="0" x2="1" y2="1"><stop stopColor="#8f9bff" /><stop offset=".6" stopColor="#5b5bf0" /><stop offset="1" stopColor="#7a3ff2" /></linearGradient>
      </defs>
      <rect width="24" height="24" rx="7" fill={`url(#${id})`} />
      <path d="M7.500 6h2c.8 0 1.300.4 1.600 1.100l4.200 9.600c.3.600.7.900 1.300.9h1M11.300 11.400 7.600 17.800" fill="none" stroke="#fff" strokeWidth="1.800" strokeLinecap="round" strokeLinejoin="round" />
    </svg>
  )
}
