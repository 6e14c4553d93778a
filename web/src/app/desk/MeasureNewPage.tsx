import { useNavigate } from '@tanstack/react-router';
import { NewMeasure } from '@/features/desk/editor/NewMeasure';

/** Where a measure begins. */
export function MeasureNewPage() {
  const navigate = useNavigate();
  return (
    <NewMeasure
      onCreated={(id) =>
        void navigate({
          to: '/measures/$id/edit',
          params: { id },
          search: { view: 'text' },
          replace: true,
        })
      }
    />
  );
}
