import { useQuery } from '@tanstack/react-query';
import { Choice } from '@/components/Choice';
import { tp } from '@/messages/public';
import { t } from '@/messages/shared';
import { industrySectionsQuery, type MeasureFilter, orderOf } from './api';
import styles from './Filters.module.css';
import { KINDS, SIZES } from './filter';

interface Props {
  filter: MeasureFilter;
  onChange: (filter: MeasureFilter) => void;
}

/** Kind, industry, size and order; each change is a new address. */
export function Filters({ filter, onChange }: Props) {
  const { data: sections } = useQuery(industrySectionsQuery);
  const set = (name: keyof MeasureFilter, value: string) => {
    const { [name]: _, ...rest } = filter;
    onChange(value ? { ...rest, [name]: value } : rest);
  };
  return (
    <section className={styles.filters} aria-label={tp('list.filters')}>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset cannot scroll sideways in every browser */}
      <div className={styles.chips} role="group" aria-label={tp('list.kind')}>
        <button
          type="button"
          className={styles.chip}
          aria-pressed={!filter.kind}
          onClick={() => set('kind', '')}
        >
          {tp('list.kind.all')}
        </button>
        {KINDS.map((kind) => (
          <button
            key={kind}
            type="button"
            className={styles.chip}
            aria-pressed={filter.kind === kind}
            onClick={() => set('kind', kind)}
          >
            {t(`kind.${kind}`)}
          </button>
        ))}
      </div>
      <div className={styles.selects}>
        <Choice
          label={tp('list.industry')}
          any={tp('list.industry.all')}
          value={filter.industry}
          options={(sections?.items ?? []).map((item) => [item.code, item.name])}
          onChange={(value) => set('industry', value)}
        />
        <Choice
          label={tp('list.size')}
          any={tp('list.size.all')}
          value={filter.size_class}
          options={SIZES.map((size) => [size, t(`size.${size}`)])}
          onChange={(value) => set('size_class', value)}
        />
        <Choice
          label={tp('list.sort')}
          value={orderOf(filter)}
          options={[
            ...(filter.q ? ([['relevance', tp('list.sort.relevance')]] as const) : []),
            ['new', tp('list.sort.new')],
          ]}
          onChange={(value) => set('sort', value)}
        />
      </div>
    </section>
  );
}
