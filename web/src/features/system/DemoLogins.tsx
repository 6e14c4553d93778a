import { useQuery } from '@tanstack/react-query';
import { t } from '@/messages/shared';
import { type DemoLogin, systemQuery } from './api';
import styles from './DemoLogins.module.css';

interface Props {
  face: 'desk' | 'my';
  onPick: (login: DemoLogin) => void;
}

/** In demo mode: who may log in here; one tap fills the form. Otherwise nothing. */
export function DemoLogins({ face, onPick }: Props) {
  const { data } = useQuery(systemQuery);
  const logins = data?.demo ? (data.logins ?? []).filter((login) => login.face === face) : [];
  if (logins.length === 0) return null;
  return (
    <aside className={styles.box} aria-label={t('demo.title')}>
      <div>
        <h2 className={styles.title}>{t('demo.title')}</h2>
        <p className={styles.text}>{t(face === 'my' ? 'demo.text.my' : 'demo.text')}</p>
      </div>
      <ul className={styles.list}>
        {logins.map((login) => (
          <li key={`${login.login}${login.who}`}>
            <button type="button" className={styles.login} onClick={() => onPick(login)}>
              <span className={styles.who}>
                {login.name}
                <span className={styles.where}>{login.who}</span>
              </span>
              <span className={styles.account}>{login.login}</span>
            </button>
          </li>
        ))}
      </ul>
    </aside>
  );
}
