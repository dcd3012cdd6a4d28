import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { Clock } from '../ui/clock.js';
import { CursorList, type ListRequest } from '../ui/cursor-list.js';
import { localFailure } from '../ui/failure.js';
import { Icon } from '../ui/icon.js';
import { Panel } from '../ui/panel.js';
import { Stack } from '../ui/stack.js';
import { EmptyState } from '../ui/states.js';
import { StatusTag } from '../ui/status-tag.js';
import { inHours } from './sample-times.js';

type Sample = { readonly id: string; readonly name: string; readonly at: string; readonly isWaiting: boolean };

const samples: readonly Sample[] = ['欧阳予安', '阿依古丽·买买提', '单雄信', '曾可', '𠮷野家辉'].map((name, at) => ({
  id: String(at),
  name,
  at: inHours(at * 9 - 12),
  isWaiting: at % 2 === 0,
}));

async function loadSamples({ search, filters, cursor }: ListRequest) {
  const found = samples.filter(
    (sample) => sample.name.includes(search) && (!filters.state || (filters.state === 'waiting') === sample.isWaiting),
  );
  const from = Number(cursor ?? 0);
  return { items: found.slice(from, from + 3), ...(from + 3 < found.length ? { next: String(from + 3) } : {}) };
}

/** A list that works, one with nothing in it, and one that cannot be read. */
export function ListSamples() {
  const { t } = useTranslation('gallery');
  const columns = [
    {
      key: 'name',
      title: t('list.person'),
      isLead: true,
      render: (row: Sample) => <Link to="/gallery">{row.name}</Link>,
    },
    { key: 'post', title: t('list.post'), render: () => t('record.postValue') },
    {
      key: 'state',
      title: t('list.state'),
      render: (row: Sample) => (
        <StatusTag
          tone={row.isWaiting ? 'waiting' : 'active'}
          word={t(row.isWaiting ? 'states.waiting' : 'states.active')}
        />
      ),
    },
    { key: 'due', title: t('list.due'), render: (row: Sample) => <Clock at={row.at} kind="due" /> },
  ];
  const common = { columns, itemKey: (row: Sample) => row.id };
  const choices = [
    { value: 'waiting', label: t('states.waiting') },
    { value: 'active', label: t('states.active') },
  ];
  return (
    <Stack>
      <CursorList
        {...common}
        name="gallery"
        label={t('list.label')}
        searchLabel={t('list.search')}
        filters={[{ name: 'state', label: t('list.state'), choices }]}
        load={loadSamples}
        tools={<Button icon={<Icon of="download" />}>{t('list.export')}</Button>}
        empty={null}
      />
      <Panel title={t('list.others')}>
        <Stack>
          <CursorList
            {...common}
            name="gallery-empty"
            label={t('list.label')}
            load={async () => ({ items: [] })}
            empty={<EmptyState title={t('nothing.empty')} next={t('nothing.next')} />}
          />
          <CursorList
            {...common}
            name="gallery-failed"
            label={t('list.label')}
            load={() => Promise.reject(localFailure('journal-behind'))}
            empty={null}
          />
        </Stack>
      </Panel>
    </Stack>
  );
}
