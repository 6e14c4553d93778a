import { tt } from '@/messages/threshold';
import type { Bar, FieldView, Limit, Trial } from './api';
import { limitWords, percent, rate } from './limits';
import styles from './Sorting.module.css';
import { TrialLine } from './TrialLine';

interface Props {
  field: FieldView;
  limit: Limit;
  bar: Bar;
  trial: Trial | undefined;
  days: number;
}

/** One field: what holds for it, how good its proposals are, and what became of the last cases. */
export function FieldCard({ field, limit, bar, trial, days }: Props) {
  const curve = field.curve ?? [];
  const measured = (curve[0]?.decided ?? 0) > 0;
  return (
    <section className={styles.card} aria-label={field.label}>
      <h2>{field.label}</h2>
      <p>
        <strong>{field.field === 'department' ? tt('manual') : limitWords(limit)}</strong>
      </p>
      <p className={styles.aside}>{tt('model', { model: field.model })}</p>
      {field.field === 'department' ? <p className={styles.aside}>{tt('dispatching')}</p> : null}
      {measured ? <Curve field={field} bar={bar} /> : <p>{tt('none')}</p>}
      {trial ? <TrialLine trial={trial} days={days} /> : null}
      {(field.models ?? []).length > 1 ? (
        <details className={styles.more}>
          <summary>{tt('models')}</summary>
          <ul>
            {(field.models ?? []).map((model) => (
              <li key={model.name}>
                {tt('models.row', {
                  name: model.name + (model.in_use ? `（${tt('models.now')}）` : ''),
                  decided: model.decided,
                  rate: rate(model.rate),
                  lower: rate(model.lower),
                  upper: rate(model.upper),
                })}
              </li>
            ))}
          </ul>
        </details>
      ) : null}
    </section>
  );
}

/** The measured agreement from each confidence on: as figures, and as intervals beside each other. */
function Curve({ field, bar }: { field: FieldView; bar: Bar }) {
  return (
    <>
      <table className={styles.curve} aria-label={tt('curve', { field: field.label })}>
        <thead>
          <tr>
            <th scope="col">{tt('curve.from')}</th>
            <th scope="col">{tt('curve.decided')}</th>
            <th scope="col" className={styles.wide}>
              {tt('curve.equal')}
            </th>
            <th scope="col">{tt('curve.rate')}</th>
            <th scope="col">{tt('curve.interval')}</th>
          </tr>
        </thead>
        <tbody>
          {(field.curve ?? []).map((point) => (
            <tr key={point.from}>
              <th scope="row">{point.from === 0 ? tt('curve.all') : percent(point.from)}</th>
              <td>{point.decided}</td>
              <td className={styles.wide}>{point.decided > 0 ? point.equal : ''}</td>
              <td>{point.decided > 0 ? rate(point.rate) : tt('curve.nothing')}</td>
              <td className={styles.interval}>
                {point.decided > 0 ? (
                  <>
                    <span>
                      {tt('curve.range', { lower: rate(point.lower), upper: rate(point.upper) })}
                    </span>
                    <span className={styles.track} aria-hidden>
                      <i
                        className={
                          point.lower * 1000 >= bar.automatic ? styles.enough : styles.span
                        }
                        style={{
                          left: `${point.lower * 100}%`,
                          right: `${100 - point.upper * 100}%`,
                        }}
                      />
                      <b style={{ left: `${bar.automatic / 10}%` }} />
                    </span>
                  </>
                ) : null}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className={styles.aside}>{tt('curve.bar', { bar: percent(bar.automatic) })}</p>
    </>
  );
}
