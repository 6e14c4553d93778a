import { FileBox as Box } from '@/components/FileBox';
import { tr } from '@/messages/report';
import { type AppealFile, addFile, removeFile } from './api';

interface Props {
  files: readonly AppealFile[];
  /** Gives the ticket that binds the files, drawing one where there is none. */
  ticket: () => Promise<string>;
  onChange: (files: AppealFile[]) => void;
}

/** Photos and voice notes that come with a report. */
export function FileBox({ files, ticket, onChange }: Props) {
  return (
    <Box
      files={files}
      words={{
        label: tr('form.files'),
        hint: tr('form.files.hint'),
        add: tr('form.files.add'),
        adding: tr('form.files.adding'),
        remove: (name) => tr('form.files.remove', { name }),
      }}
      accept="image/jpeg,image/png,image/webp,image/heic,audio/*"
      onAdd={async (file) => addFile(await ticket(), file)}
      onRemove={async (file) => removeFile(await ticket(), file.id)}
      onChange={onChange}
    />
  );
}
