/** The mark: a mouth (口) with one stroke (一) that goes in and out of it. */
export function Logo({ size = 32, inverted = false }: { size?: number; inverted?: boolean }) {
  const ground = inverted ? 'var(--color-paper)' : 'var(--color-brand)';
  const line = inverted ? 'var(--color-brand)' : 'var(--color-paper)';
  return (
    <svg
      aria-hidden="true"
      width={size}
      height={size}
      viewBox="0 0 32 32"
      focusable="false"
      style={{ flex: 'none' }}
    >
      <rect width="32" height="32" rx="7" fill={ground} />
      <path
        d="M21 8.5H9.5a1 1 0 0 0-1 1v13a1 1 0 0 0 1 1h13a1 1 0 0 0 1-1V20"
        fill="none"
        stroke={line}
        strokeWidth="2.6"
        strokeLinecap="round"
      />
      <path d="M14 16h13" stroke="#e4694f" strokeWidth="2.8" strokeLinecap="round" />
    </svg>
  );
}
