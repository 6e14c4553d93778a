import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { te } from '@/messages/editor';
import { BenefitForm } from './BenefitForm';
import { ConditionBuilder } from './ConditionBuilder';
import { useEditor } from './context';
import type { Bonus, Doc } from './document';
import styles from './Editor.module.css';
import { readCondition } from './model';

interface Props {
  doc: Doc;
  onEdit: (change: (doc: Doc) => Doc, key?: string) => void;
}

/** What is added to the benefit, and under which condition. */
export function BonusList({ doc, onEdit }: Props) {
  const { name, newId, onOpen } = useEditor();
  const change = (uid: string, to: (bonus: Bonus) => Bonus, key?: string) =>
    onEdit(
      (now) => ({ ...now, bonus: now.bonus.map((one) => (one.uid === uid ? to(one) : one)) }),
      key,
    );
  return (
    <section className={styles.part} aria-label={te('bonus.title')}>
      <h2>{te('bonus.title')}</h2>
      <p className={styles.help}>{te('bonus.lead')}</p>
      {doc.keptBonus === undefined ? null : <p className={styles.kept}>{te('kept.bonus')}</p>}
      {doc.bonus.map((bonus, i) => (
        <div key={bonus.uid} className={styles.bonus}>
          <div className={styles.partHead}>
            <strong>{te('bonus.nth', { n: i + 1 })}</strong>
            <Button
              type="text"
              icon={<DeleteOutlined aria-hidden />}
              aria-label={te('bonus.remove', { n: i + 1 })}
              onClick={() =>
                onEdit((now) => ({
                  ...now,
                  bonus: now.bonus.filter((one) => one.uid !== bonus.uid),
                }))
              }
            />
          </div>
          <ConditionBuilder
            label={te('bonus.when', { n: i + 1 })}
            root={bonus.when}
            onChange={(to, key) =>
              change(bonus.uid, (one) => ({ ...one, when: to(one.when) }), key)
            }
          />
          <BenefitForm
            label={te('bonus.nth', { n: i + 1 })}
            value={bonus.benefit}
            onChange={(benefit) =>
              change(bonus.uid, (one) => ({ ...one, benefit }), `${bonus.uid} benefit`)
            }
          />
        </div>
      ))}
      {doc.keptBonus === undefined ? (
        <Button
          icon={<PlusOutlined aria-hidden />}
          onClick={() => {
            const clause = { id: newId() };
            const when = readCondition({ all: [clause] }, name);
            onEdit((now) => ({
              ...now,
              bonus: [...now.bonus, { uid: name(), when, benefit: { fixed: '' } }],
            }));
            onOpen(when.items[0]?.uid ?? '');
          }}
        >
          {te('bonus.add')}
        </Button>
      ) : null}
    </section>
  );
}
