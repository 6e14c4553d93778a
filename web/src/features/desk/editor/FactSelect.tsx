import { Select } from 'antd';
import { chinaToday } from '@/lib/date';
import { te } from '@/messages/editor';
import { useEditor } from './context';
import styles from './Editor.module.css';
import type { FactKey, FactRef } from './vocabulary';

const GROUPS = ['about', 'money', 'number', 'yes', 'date'] as const;
type GroupName = (typeof GROUPS)[number];

/** The register's own keys come first; the rest by what they hold. */
function groupOf(key: FactKey): GroupName {
  switch (key.kind) {
    case 'bool':
      return 'yes';
    case 'date':
      return 'date';
    case 'number':
      return key.periodic ? 'money' : 'number';
    default:
      return 'about';
  }
}

interface Props {
  label: string;
  value: string;
  /** Only numbers, for sums and shares. */
  numbers?: boolean;
  onChange: (key: string) => void;
}

/** Chooses a fact by its name. */
export function FactSelect({ label, value, numbers = false, onChange }: Props) {
  const { keys } = useEditor();
  const list = [...keys.values()].filter((key) => !numbers || key.kind === 'number');
  const options = GROUPS.map((group) => ({
    label: te(`facts.${group}`),
    options: list
      .filter((key) => groupOf(key) === group)
      .map((key) => ({ value: key.key, label: key.label, title: key.help || key.label })),
  })).filter((group) => group.options.length > 0);
  return (
    <Select
      className={styles.fact ?? ''}
      aria-label={label}
      placeholder={te('fact.choose')}
      showSearch={{ optionFilterProp: 'label' }}
      popupMatchSelectWidth={false}
      value={value === '' ? null : value}
      options={options}
      {...(value !== '' && !keys.has(value)
        ? { labelRender: () => te('fact.unknown'), status: 'error' as const }
        : {})}
      onChange={(key) => onChange(key ?? '')}
    />
  );
}

const YEARS_BACK = 4;
const YEARS = 5;

/** Chooses the year that a fact is asked for, counted back or by its number. */
export function PeriodSelect({
  label,
  value,
  onChange,
}: {
  label: string;
  value: string;
  onChange: (period: string) => void;
}) {
  const year = Number(chinaToday(new Date()).slice(0, 4));
  const relative = ['Y', ...Array.from({ length: YEARS_BACK }, (_, n) => `Y-${n + 1}`)];
  const absolute = Array.from({ length: YEARS }, (_, n) => String(year - n));
  const all = [...relative, ...absolute];
  const options = (value !== '' && !all.includes(value) ? [...all, value] : all).map((period) => ({
    value: period,
    label: periodWords(period),
  }));
  return (
    <Select
      className={styles.period ?? ''}
      aria-label={label}
      placeholder={te('period.choose')}
      popupMatchSelectWidth={false}
      value={value === '' ? null : value}
      options={options}
      onChange={(period) => onChange(period ?? '')}
    />
  );
}

export function periodWords(period: string): string {
  switch (period) {
    case 'Y':
      return te('period.this');
    case 'Y-1':
      return te('period.last');
    case 'Y-2':
      return te('period.beforeLast');
  }
  const back = /^Y-(\d+)$/.exec(period);
  return back ? te('period.back', { n: back[1] ?? '' }) : te('period.year', { year: period });
}

/** A fact and, where it is told by the year, its year. */
export function FactChoice({
  label,
  value,
  numbers = false,
  onChange,
}: {
  label: string;
  value: FactRef;
  numbers?: boolean;
  onChange: (fact: FactRef) => void;
}) {
  const { keys } = useEditor();
  const periodic = keys.get(value.key)?.periodic ?? value.period !== '';
  return (
    <span className={styles.choice}>
      <FactSelect
        label={label}
        value={value.key}
        numbers={numbers}
        onChange={(key) =>
          onChange({ key, period: keys.get(key)?.periodic ? value.period || 'Y-1' : '' })
        }
      />
      {periodic || value.period !== '' ? (
        <PeriodSelect
          label={te('period.of', { label })}
          value={value.period}
          onChange={(period) => onChange({ ...value, period })}
        />
      ) : null}
    </span>
  );
}
