import type { Words } from '../en.ts';

export const groups: Words<'groups'> = {
  heading: 'グループ',
  noun: 'グループ',
  columns: { name: (noun) => `${noun}名`, count: 'メンバー数', default: '既定', roles: 'ロール' },
  byCount: (descending) => (descending ? 'メンバーの多い順' : 'メンバーの少ない順'),
  isDefault: '既定',
  people: (count, f) => f.plural(count, { other: '#人' }),
  create: (noun) => `${noun}を作成`,
  edit: (noun) => `${noun}を編集`,
  manage: (noun) => `${noun}のメンバーを管理`,
  makeDefault: '既定にする',
  delete: (noun) => `${noun}を削除`,
  search: '名前で検索',
  emptyTitle: (nouns) => `${nouns}はまだありません`,
  emptyDetail: 'グループは人をまとめ、ロールを付与できます。',
  noMatch: (nouns) => `一致する${nouns}はありません`,
  notAllowedDetail: 'グループの表示には別のロールが必要です。管理者に依頼してください。',
};
