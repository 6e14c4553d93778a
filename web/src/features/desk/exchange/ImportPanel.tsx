import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import { Field } from '@/components/Field';
import { ProblemNote } from '@/components/Problem';
import { groupDigits } from '@/lib/money';
import { fieldProblem } from '@/lib/problem';
import { tx } from '@/messages/exchange';
import { ChosenFile, DropFile } from '../imports/FileChoice';
import styles from '../imports/Imports.module.css';
import { type AppealImport, useImportAppeals } from './api';
import { ACCEPTED, refusal } from './file';
import { ProblemList } from './ProblemList';

const SYSTEM = '12345';

/** Chooses a file of cases, shows what would become of it, then takes it. */
export function ImportPanel() {
  const [file, setFile] = useState<File | null>(null);
  const [system, setSystem] = useState(SYSTEM);
  const sending = useImportAppeals();
  const refused = file ? refusal(file) : null;
  const report = sending.data;
  const wrong = fieldProblem(sending.error, 'system');

  const choose = (next: File | null) => {
    sending.reset();
    setFile(next);
  };
  const send = (check: boolean) => {
    if (file) sending.mutate({ file, system: system.trim() || SYSTEM, check });
  };

  return (
    <section className={styles.panel} aria-label={tx('import.title')}>
      <p className={styles.note}>{tx('import.lead')}</p>
      <Field label={tx('import.system')} hint={tx('import.system.hint')} error={wrong || undefined}>
        {(control) => (
          <input
            {...control}
            maxLength={32}
            value={system}
            disabled={sending.isPending}
            onChange={(event) => {
              sending.reset();
              setSystem(event.target.value);
            }}
          />
        )}
      </Field>
      {file ? (
        <ChosenFile file={file} refusal={refused ? tx(refused) : null}>
          {wrong ? null : <ProblemNote error={sending.error} />}
          <div className={styles.acts}>
            {report?.checked && report.created > 0 ? (
              <Button type="primary" loading={sending.isPending} onClick={() => send(false)}>
                {tx('import.take', { n: digits(report.created) })}
              </Button>
            ) : null}
            {report ? null : (
              <Button
                type="primary"
                loading={sending.isPending}
                disabled={refused !== null}
                onClick={() => send(true)}
              >
                {tx('import.check')}
              </Button>
            )}
            <Button disabled={sending.isPending} onClick={() => choose(null)}>
              {tx('import.other')}
            </Button>
          </div>
        </ChosenFile>
      ) : (
        <DropFile
          accepted={ACCEPTED}
          title={tx('import.drop')}
          note={tx('import.accepts')}
          onChoose={choose}
        />
      )}
      {report ? <Report report={report} /> : null}
    </section>
  );
}

const digits = (n: number) => groupDigits(String(n));

/** What became, or would become, of each line of a file. */
function Report({ report }: { report: AppealImport }) {
  const counts = {
    rows: digits(report.rows),
    created: digits(report.created),
    unchanged: digits(report.unchanged),
    refused: digits(report.refused),
  };
  const problems = report.problems ?? [];
  return (
    <>
      <h2>{report.checked ? tx('import.checked') : tx('import.done')}</h2>
      <div role="status">
        <ul className={styles.sentences}>
          <li>{report.checked ? tx('import.willSay', counts) : tx('import.said', counts)}</li>
          {report.warned > 0 ? <li>{tx('import.warned', { n: digits(report.warned) })}</li> : null}
          {problems.length === 0 ? <li>{tx('import.clean')}</li> : null}
          {report.checked ? (
            <li>{report.created > 0 ? tx('import.checked.text') : tx('import.nothing')}</li>
          ) : null}
        </ul>
      </div>
      {!report.checked && report.created > 0 ? (
        <p>
          <Link to="/appeals" search={{ box: 'accept' }}>
            {tx('import.open')}
          </Link>
        </p>
      ) : null}
      {problems.length > 0 ? <ProblemList rows={problems} /> : null}
    </>
  );
}
