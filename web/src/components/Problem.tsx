import { describeProblem, type Notice, type ProblemKind } from '@/lib/problem';
import { t } from '@/messages/shared';
import { Button, ButtonLink } from './Button';
import { Icon, type IconName } from './Icon';
import styles from './Problem.module.css';

const SIGN: Readonly<Partial<Record<ProblemKind, IconName>>> = {
  offline: 'offline',
  timeout: 'clock',
  tooMany: 'clock',
  unavailable: 'clock',
  notFound: 'search',
  unauthenticated: 'person',
};

interface ScreenProps {
  error: unknown;
  onRetry?: (() => void) | undefined;
  /** Where the first page and the login page of this face are. */
  homeHref?: string;
  loginHref?: string;
  /** The list that the screen stands under, for one that was not found. */
  listHref?: string | undefined;
}

/** A whole screen in place of one that could not be shown. */
export function ProblemScreen({
  error,
  onRetry,
  homeHref = '/',
  loginHref,
  listHref,
}: ScreenProps) {
  const notice = describeProblem(error);
  return (
    <section className={styles.screen} role="alert">
      <span className={styles.sign}>
        <Icon name={SIGN[notice.kind] ?? 'alert'} />
      </span>
      <h1 className={styles.title}>{notice.title}</h1>
      <p className={styles.text}>{notice.text}</p>
      <div className={styles.actions}>
        {notice.kind === 'notFound' && listHref ? (
          <ButtonLink look="primary" href={listHref}>
            {t('action.list')}
          </ButtonLink>
        ) : null}
        <Remedies notice={notice} onRetry={onRetry} homeHref={homeHref} loginHref={loginHref} />
      </div>
      <RequestId notice={notice} />
    </section>
  );
}

function Remedies({
  notice,
  onRetry,
  homeHref,
  loginHref,
}: {
  notice: Notice;
  onRetry: (() => void) | undefined;
  homeHref: string;
  loginHref: string | undefined;
}) {
  if (notice.remedy === 'login' && loginHref) {
    return (
      <ButtonLink look="primary" href={loginHref}>
        {t('action.login')}
      </ButtonLink>
    );
  }
  const home = <ButtonLink href={homeHref}>{t('action.home')}</ButtonLink>;
  if (notice.remedy === 'home') return home;
  const again = onRetry ?? (() => window.location.reload());
  return (
    <>
      <Button onClick={again}>
        {notice.remedy === 'retry' ? t('action.retry') : t('action.reload')}
      </Button>
      {home}
    </>
  );
}

/**
 * A refusal beside the form that it is about; what was typed stays. A login
 * names its own title, for there "log in first" is no help; and what a form did
 * not find is no page.
 */
export function ProblemNote({ error, title }: { error: unknown; title?: string }) {
  if (!error) return null;
  const notice = describeProblem(error);
  const own = notice.kind === 'unauthenticated' && title ? title : notice.title;
  return (
    <div className={styles.inline} role="alert">
      <strong>
        <Icon name="alert" />
        {notice.kind === 'notFound' ? t('error.notFound.note') : own}
      </strong>
      <span>{notice.text}</span>
      <RequestId notice={notice} />
    </div>
  );
}

function RequestId({ notice }: { notice: Notice }) {
  if (!notice.requestId || notice.kind === 'invalid' || notice.kind === 'unauthenticated') {
    return null;
  }
  return (
    <p className={styles.request}>
      {t('error.requestId')} <code>{notice.requestId}</code>
      <br />
      {t('error.requestHint')}
    </p>
  );
}
