import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { type ReactNode, useState } from 'react';
import { problemOf } from '../ui/failure.js';
import { FileDrop } from '../ui/file-drop.js';
import { Icon } from '../ui/icon.js';
import { Panel } from '../ui/panel.js';
import { Line, Stack } from '../ui/stack.js';
import { ErrorState } from '../ui/states.js';
import { UploadProgress } from './upload-progress.js';

/** A file that one can take along to fill in or to look at. */
export type OfferedFile = { readonly title: string; readonly take: () => Promise<void> };

type TemplatePanelProps = { readonly title: string; readonly lead?: string; readonly files: readonly OfferedFile[] };

/** The files to begin from. */
export function TemplatePanel({ title, lead, files }: TemplatePanelProps) {
  const take = useMutation({ mutationFn: (file: OfferedFile) => file.take() });
  return (
    <Panel title={title}>
      <Stack>
        {lead === undefined ? null : <p>{lead}</p>}
        <Line>
          {files.map((file) => (
            <Button
              key={file.title}
              icon={<Icon of="download" />}
              loading={take.isPending}
              onClick={() => take.mutate(file)}
            >
              {file.title}
            </Button>
          ))}
        </Line>
        {take.error ? <ErrorState problem={problemOf(take.error)} /> : null}
      </Stack>
    </Panel>
  );
}

/** A file on its way: how much of it has left, and why it was not taken. */
export type Sending = {
  readonly isPending: boolean;
  readonly name: string;
  readonly share: number;
  readonly error: unknown;
};

type FilePanelProps = {
  readonly title: string;
  readonly drop: string;
  readonly hint: string;
  readonly maximumBytes: number | undefined;
  readonly sending: Sending;
  readonly onFile: (file: File) => void;
  /** Above the place for the file: what has to be said first. */
  readonly before?: ReactNode;
  /** Beneath it: what came of it. */
  readonly children?: ReactNode;
};

/** The place for a spreadsheet, its progress and its refusal. */
export function FilePanel({ title, drop, hint, maximumBytes = 0, sending, onFile, before, children }: FilePanelProps) {
  return (
    <Panel title={title}>
      <Stack>
        {before}
        <FileDrop
          label={drop}
          hint={hint}
          endings={['.xlsx', '.csv']}
          maximumBytes={maximumBytes}
          isDisabled={sending.isPending}
          onFile={onFile}
        />
        {sending.isPending ? <UploadProgress label={sending.name} share={sending.share} /> : null}
        {sending.error ? <ErrorState problem={problemOf(sending.error)} /> : null}
        {children}
      </Stack>
    </Panel>
  );
}

/** Sends a file and keeps how far it is. */
export function useSending<Answer>(
  send: (file: File, onProgress: (share: number) => void) => Promise<Answer>,
  onDone: (answer: Answer, file: File) => void,
) {
  const [share, setShare] = useState(0);
  const mutation = useMutation({
    mutationFn: (file: File) => send(file, setShare),
    onSuccess: (answer, file) => onDone(answer, file),
  });
  const sending: Sending = {
    isPending: mutation.isPending,
    name: mutation.variables?.name ?? '',
    share,
    error: mutation.error,
  };
  const start = (file: File): void => {
    setShare(0);
    mutation.mutate(file);
  };
  return { sending, start, answer: mutation.data, file: mutation.variables };
}
