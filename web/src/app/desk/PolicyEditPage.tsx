import { useSuspenseQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { formOf, type PolicyForm, policyQuery } from '@/features/desk/library/api';
import { PolicyEditor } from '@/features/desk/library/PolicyEditor';
import { usePageTitle } from '@/lib/usePageTitle';
import { td } from '@/messages/desk';
import { tk } from '@/messages/libraryDesk';
import { policyEditRoute, policyNewRoute } from './routes/policy';

const EMPTY: PolicyForm = { title: '', level: 'district', text: '' };

/** A new policy, from a file or from what is pasted in. */
export function PolicyNewPage() {
  const navigate = policyNewRoute.useNavigate();
  const heading = usePageTitle(tk('form.new'), td('desk.title'));
  return (
    <PolicyEditor
      title={tk('form.new')}
      heading={heading}
      version=""
      start={EMPTY}
      keepers={[]}
      onSaved={(id) => void navigate({ to: '/policies/$id', params: { id } })}
    />
  );
}

/** A policy that is there, to be changed. What is typed stays whatever others do meanwhile. */
export function PolicyEditPage() {
  const { id } = policyEditRoute.useParams();
  const navigate = policyEditRoute.useNavigate();
  const heading = usePageTitle(tk('form.edit'), td('desk.title'));
  const { data } = useSuspenseQuery(policyQuery(id));
  const [seen] = useState(() => ({
    version: data.version,
    start: formOf(data.value),
    keepers: data.value.keepers,
  }));
  return (
    <PolicyEditor
      title={tk('form.edit')}
      heading={heading}
      id={id}
      {...seen}
      onSaved={() => void navigate({ to: '/policies/$id', params: { id } })}
    />
  );
}
