import { App, Button } from 'antd';
import { useState } from 'react';
import { Field } from '@/components/Field';
import { ProblemNote } from '@/components/Problem';
import { tm } from '@/messages/noticeDesk';
import { type Channel, type Content, type Template, useTestTemplate } from './api';
import styles from './Notices.module.css';

/** Sends the words on the screen to one address. */
export function TemplateTest({ template, content }: { template: Template; content: Content }) {
  const { message } = App.useApp();
  const [address, setAddress] = useState('');
  const test = useTestTemplate(template);
  const channel = template.channel as Channel;
  if (channel === 'inapp') return null;
  return (
    <section className={styles.card} aria-label={tm('template.test')}>
      <h2>{tm('template.test')}</h2>
      <p className={styles.small}>{tm('template.test.lead')}</p>
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          test.mutate(
            { content, address: address.trim() },
            { onSuccess: () => void message.success(tm('template.test.done')) },
          );
        }}
      >
        <Field label={tm(`template.test.${channel}`)}>
          {(control) => (
            <input
              {...control}
              required
              maxLength={254}
              autoComplete="off"
              value={address}
              onChange={(event) => setAddress(event.target.value)}
            />
          )}
        </Field>
        <ProblemNote error={test.error} />
        <div>
          <Button htmlType="submit" loading={test.isPending}>
            {tm('template.test.send')}
          </Button>
        </div>
      </form>
    </section>
  );
}
