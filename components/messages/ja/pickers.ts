import type { Words } from '../en.ts';

export const pickers: Words<'pickers'> = {
  chosen: (what) => `${what}：選択済み`,
  remove: (name) => `${name}を外す`,
  found: (count, f) => f.plural(count, { other: '#件見つかりました。' }),
  none: '一致するものはありません。',
  failedSearch: '一覧を読み込めませんでした。',
  more: (count, f) => f.plural(count, { other: 'ほか#件：入力して絞り込んでください' }),
  added: (name) => `${name}を追加しました。`,
  removed: (name) => `${name}を外しました。`,
  people: '人',
  searchPeople: '人を検索',
  excluded: '選択済み',
};
