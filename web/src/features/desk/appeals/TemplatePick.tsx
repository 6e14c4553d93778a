import { useQuery } from '@tanstack/react-query';
import { Field } from '@/components/Field';
import { tb } from '@/messages/appealBeside';
import { templatesQuery } from './templates';

interface Props {
  appeal: string;
  onPick: (words: string) => void;
}

/** Puts prepared words into a reply; nothing where nobody has prepared any. */
export function TemplatePick({ appeal, onPick }: Props) {
  const { data } = useQuery(templatesQuery(appeal));
  if (!data || data.length === 0) return null;
  return (
    <Field label={tb('template.insert')} hint={tb('template.insert.hint')}>
      {(control) => (
        <select
          {...control}
          value=""
          onChange={(event) => {
            const picked = data.find((one) => one.id === event.target.value);
            if (picked) onPick(picked.filled);
          }}
        >
          <option value="">{tb('template.choose')}</option>
          {data.map((one) => (
            <option key={one.id} value={one.id}>
              {one.centre ? one.title : `${one.title}（${one.department_name ?? ''}）`}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}
