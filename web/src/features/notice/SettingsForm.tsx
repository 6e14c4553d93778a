import { useQuery } from '@tanstack/react-query';
import { type ReactNode, type Ref, useState } from 'react';
import { Button } from '@/components/Button';
import { ProblemNote } from '@/components/Problem';
import { SkeletonCards } from '@/components/Skeleton';
import { tn } from '@/messages/notice';
import { Addresses } from './Addresses';
import { type Choices, type Settings, settingsQuery, useSaveSettings } from './api';
import styles from './Notice.module.css';

interface Props {
  heading: Ref<HTMLHeadingElement>;
  /** The link back to the inbox, which each face draws for itself. */
  back: ReactNode;
}

/** What one wants to be told by what, when not, and where one is reached. */
export function SettingsForm({ heading, back }: Props) {
  const { data, error } = useQuery(settingsQuery);
  return (
    <article className={styles.page}>
      <div className={styles.head}>
        <h1 ref={heading} tabIndex={-1}>
          {tn('settings.title')}
        </h1>
        {back}
      </div>
      <ProblemNote error={error} />
      {data ? (
        <>
          <Form settings={data} />
          <Addresses reaches={data.channels ?? []} />
        </>
      ) : error ? null : (
        <SkeletonCards count={2} />
      )}
    </article>
  );
}

const clock = (minute: number) =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;

const minuteOf = (text: string) => {
  const [hour, minute] = text.split(':').map(Number);
  return (hour ?? 0) * 60 + (minute ?? 0) || 0;
};

function Form({ settings }: { settings: Settings }) {
  const [groups, setGroups] = useState(
    (settings.groups ?? []).map((g) => ({ ...g, channels: g.channels ?? [] })),
  );
  const [quiet, setQuiet] = useState(settings.quiet.from !== settings.quiet.to);
  const [from, setFrom] = useState(clock(quiet ? settings.quiet.from : 22 * 60));
  const [to, setTo] = useState(clock(quiet ? settings.quiet.to : 8 * 60));
  const saving = useSaveSettings();
  const [saved, setSaved] = useState(false);
  const touch = () => setSaved(false);
  const toggle = (group: string, channel: string) => {
    touch();
    setGroups((before) =>
      before.map((g) =>
        g.group !== group
          ? g
          : {
              ...g,
              channels: g.channels.includes(channel)
                ? g.channels.filter((c) => c !== channel)
                : [...g.channels, channel],
            },
      ),
    );
  };
  const save = () => {
    const choices: Choices = {
      groups: groups.map(({ group, channels }) => ({ group, channels })),
      quiet: quiet ? { from: minuteOf(from), to: minuteOf(to) } : { from: 0, to: 0 },
      version: settings.version,
    };
    saving.mutate(choices, { onSuccess: () => setSaved(true) });
  };
  return (
    <form
      className={styles.card}
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <h2>{tn('settings.groups')}</h2>
      <p className={styles.hint}>{tn('settings.lead')}</p>
      {groups.map((g) => (
        <fieldset key={g.group} className={styles.group}>
          <legend>{g.label}</legend>
          <div className={styles.checks}>
            {(settings.channels ?? []).map((c) => {
              const locked = g.group === 'security' && c.channel === 'inapp';
              return (
                <label key={c.channel} className={styles.check}>
                  <input
                    type="checkbox"
                    checked={g.channels.includes(c.channel)}
                    disabled={locked}
                    onChange={() => toggle(g.group, c.channel)}
                  />
                  {c.label}
                </label>
              );
            })}
          </div>
          {g.group === 'security' ? <p className={styles.hint}>{tn('settings.locked')}</p> : null}
        </fieldset>
      ))}
      <fieldset className={styles.group}>
        <legend>{tn('settings.quiet')}</legend>
        <div className={styles.checks}>
          <label className={styles.check}>
            <input
              type="checkbox"
              checked={quiet}
              onChange={() => {
                touch();
                setQuiet(!quiet);
              }}
            />
            {tn('settings.quiet.on')}
          </label>
        </div>
        {quiet ? (
          <div className={styles.hours}>
            <label className={styles.hours}>
              {tn('settings.quiet.from')}
              <input
                type="time"
                required
                value={from}
                onChange={(event) => {
                  touch();
                  setFrom(event.target.value);
                }}
              />
            </label>
            <label className={styles.hours}>
              {tn('settings.quiet.to')}
              <input
                type="time"
                required
                value={to}
                onChange={(event) => {
                  touch();
                  setTo(event.target.value);
                }}
              />
            </label>
          </div>
        ) : null}
        <p className={styles.hint}>{tn('settings.quiet.lead')}</p>
      </fieldset>
      <ProblemNote error={saving.error} />
      <div className={styles.acts}>
        <Button type="submit" disabled={saving.isPending}>
          {saving.isPending ? tn('settings.saving') : tn('settings.save')}
        </Button>
        <span role="status" className={styles.done}>
          {saved ? tn('settings.saved') : ''}
        </span>
      </div>
    </form>
  );
}
