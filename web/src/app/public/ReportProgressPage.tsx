import { useQuery } from '@tanstack/react-query';
import { useLocation } from '@tanstack/react-router';
import { useState } from 'react';
import { Button } from '@/components/Button';
import { Field } from '@/components/Field';
import { ProblemNote } from '@/components/Problem';
import { type Proof, progressQuery } from '@/features/report/api';
import { ProgressView } from '@/features/report/ProgressView';
import styles from '@/features/report/Report.module.css';
import { usePageTitle } from '@/lib/usePageTitle';
import { tr } from '@/messages/report';
import { t } from '@/messages/shared';

/** A visitor follows what he reported, by its number and the code he was given. */
export function ReportProgressPage() {
  const heading = usePageTitle(tr('lookup.title'), t('brand.full'));
  const handed = useLocation({ select: (here) => here.state as { proof?: Proof } }).proof;
  const [proof, setProof] = useState<Proof>(handed ?? { number: '', secret: '' });
  const [asked, setAsked] = useState<Proof | undefined>(handed);
  const { data, error, isFetching, refetch } = useQuery({
    ...progressQuery({ proof: asked ?? proof }),
    enabled: Boolean(asked),
    retry: false,
  });
  return (
    <article className={styles.page}>
      <h1 ref={heading} tabIndex={-1}>
        {data ? data.title : tr('lookup.title')}
      </h1>
      {data && asked ? (
        <>
          <p className={styles.meta}>{data.number}</p>
          <ProgressView whose={{ proof: asked }} progress={data} />
        </>
      ) : (
        <form
          className={styles.form}
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            setAsked(proof);
            if (asked) void refetch();
          }}
        >
          {(['number', 'secret'] as const).map((name) => (
            <Field key={name} label={tr(`lookup.${name}`)}>
              {(control) => (
                <input
                  {...control}
                  maxLength={40}
                  autoComplete="off"
                  autoCapitalize="characters"
                  value={proof[name]}
                  onChange={(event) => setProof({ ...proof, [name]: event.target.value })}
                />
              )}
            </Field>
          ))}
          <ProblemNote error={error} />
          <Button type="submit" wide disabled={isFetching}>
            {tr('lookup.show')}
          </Button>
        </form>
      )}
    </article>
  );
}
