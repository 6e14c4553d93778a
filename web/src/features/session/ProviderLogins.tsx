import { useMutation, useQuery } from '@tanstack/react-query';
import { body, client } from '@/api/client';
import { Button } from '@/components/Button';
import { Icon } from '@/components/Icon';
import { ProblemNote } from '@/components/Problem';
import { tn } from '@/messages/mandate';
import { providersQuery } from './api';
import styles from './ProviderLogins.module.css';

interface Props {
  face: 'staff' | 'enterprise';
  /** The page to open after login. */
  next: string;
  /** The person has just come back from a provider without success. */
  failed: boolean;
}

/** One button for each identity provider; none where nothing is configured. */
export function ProviderLogins({ face, next, failed }: Props) {
  const { data } = useQuery(providersQuery);
  const begin = useMutation({
    mutationFn: (provider: string) =>
      body(
        client.POST('/session/oidc/{provider}', { params: { path: { provider } }, body: { next } }),
      ),
    onSuccess: ({ address }) => window.location.assign(address),
  });
  const providers = (data?.items ?? []).filter((provider) => provider.for === face);
  if (providers.length === 0) return null;
  return (
    <section className={styles.providers} aria-label={tn('identities.title')}>
      <p className={styles.or}>
        <span>{tn('provider.or')}</span>
      </p>
      {failed && !begin.error ? (
        <p className={styles.failed} role="alert">
          <strong>
            <Icon name="alert" />
            {tn('provider.failed.title')}
          </strong>
          {tn('provider.failed')}
        </p>
      ) : null}
      <ProblemNote error={begin.error} title={tn('provider.failed.title')} />
      {providers.map((provider) => (
        <Button
          key={provider.id}
          look="secondary"
          wide
          disabled={begin.isPending || begin.isSuccess}
          onClick={() => begin.mutate(provider.id)}
        >
          {provider.label}
        </Button>
      ))}
    </section>
  );
}
