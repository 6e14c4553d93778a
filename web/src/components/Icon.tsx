const PATHS = {
  search: 'M11 18a7 7 0 1 0 0-14 7 7 0 0 0 0 14Zm5-2 4 4',
  check: 'm5 12.5 4.5 4.5L19 7.5',
  cross: 'm6.5 6.5 11 11m0-11-11 11',
  question: 'M9 9.2a3 3 0 1 1 4.4 2.6c-.9.5-1.4 1.1-1.4 2.2M12 17.6v.1',
  person:
    'M12 11.5a3.7 3.7 0 1 0 0-7.5 3.7 3.7 0 0 0 0 7.5ZM4.8 20c.7-3.6 3.6-5.3 7.2-5.3s6.5 1.7 7.2 5.3',
  back: 'm14.5 5.5-6.5 6.5 6.5 6.5',
  next: 'm9.5 5.5 6.5 6.5-6.5 6.5',
  down: 'm6 9.5 6 6 6-6',
  plus: 'M12 5v14M5 12h14',
  dot: 'M9.5 12a2.5 2.5 0 1 0 5 0 2.5 2.5 0 1 0-5 0',
  minus: 'M5 12h14',
  phone:
    'M6.5 4h3l1.4 4-2 1.5a12 12 0 0 0 5.6 5.6l1.5-2 4 1.4v3c0 .8-.7 1.5-1.5 1.5C11.5 19 5 12.5 5 5.5 5 4.7 5.7 4 6.5 4Z',
  file: 'M7 3.5h7l4 4v13H7zM14 3.500v4h4M9.8 12.500h5.500M9.8 16h5.5',
  home: 'M4.5 11 12 4.500l7.5 6.500v8.500h-5v-5.500h-5v5.500h-5z',
  gift: 'M4.5 9h15v4h-15zM6 13v7h12v-7M12 9v11M12 9c-4.5 0-5-4.5-2.5-4.500C11.5 4.5 12 9 12 9Zm0 0c4.5 0 5-4.5 2.5-4.500C12.5 4.5 12 9 12 9Z',
  print: 'M7 9V4h10v5M7 17H4.500V9.500h15V17H17M7 14h10v6H7z',
  type: 'M4 19 9.5 5 15 19M6 14.500h7M15.5 11h5.500M18.2 11v8',
  clock: 'M12 20.500a8.5 8.5 0 1 0 0-17 8.5 8.5 0 0 0 0 17ZM12 7.500V12l3 2',
  building:
    'M5.5 20.500v-17h9v17M14.5 9h4v11.500M3.5 20.500h17M8.5 7.500h3M8.5 11.500h3M8.5 15.500h3',
  alert: 'M12 4 2.8 20h18.400zM12 10v4.500M12 17.200v.1',
  offline:
    'm4 4 16 16M8.5 15.500a5 5 0 0 1 5.5-1M5 12a10 10 0 0 1 4-2.300M14.5 9.400A10 10 0 0 1 19 12M12 19v.1',
  logout: 'M14 4.500H6v15h8M10.5 12H20m-3.5-3.500L20 12l-3.5 3.5',
  edit: 'M5 19h3.500L19 8.5 15.5 5 5 15.500zM13 7.500l3.5 3.5',
  external: 'M14 5h5v5M19 5l-8.5 8.500M17 14v5H5V7h5',
  eye: 'M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12Zm9.5 3a3 3 0 1 0 0-6 3 3 0 0 0 0 6Z',
  quote:
    'M5 16.500V12c0-2.5 1.5-4.3 4-5M13.5 16.500V12c0-2.5 1.5-4.3 4-5M5 12h4v4.500H5zM13.5 12h4v4.500h-4z',
} as const;

export type IconName = keyof typeof PATHS;

/** A line drawing that only accompanies a word; it is never the only sign. */
export function Icon({ name, size = '1.25em' }: { name: IconName; size?: string }) {
  return (
    <svg
      aria-hidden="true"
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.9"
      strokeLinecap="round"
      strokeLinejoin="round"
      focusable="false"
      style={{ flex: 'none' }}
    >
      <path d={PATHS[name]} />
    </svg>
  );
}
