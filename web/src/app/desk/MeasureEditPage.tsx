import { MeasureEditor } from '@/features/desk/editor/MeasureEditor';
import { measureEditRoute } from './routes/policy';

/** A measure's draft, to be written on. */
export function MeasureEditPage() {
  const { id } = measureEditRoute.useParams();
  const { view = 'conditions' } = measureEditRoute.useSearch();
  const navigate = measureEditRoute.useNavigate();
  return (
    <MeasureEditor
      id={id}
      view={view}
      onView={(next) =>
        void navigate({ search: { view: next }, replace: true, resetScroll: false })
      }
      onSubmitted={() => void navigate({ to: '/measures/$id', params: { id } })}
    />
  );
}
