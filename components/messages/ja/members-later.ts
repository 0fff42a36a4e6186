import type { Words } from '../en.ts';

export const membersLater: Words<'membersLater'> = {
  emptyTitle: (noun) => `まだ${noun}はいません`,
  emptyDetail: '最初の人を招待してください。すぐにここに表示されます。',
  emptyReadonly: '誰かが招待すると、すぐにここに表示されます。',
  noResultsTitle: '該当する人はいません',
  noResultsDetail: (fields, filtered) => {
    if (!filtered) return 'このタブには現在誰もいません。';
    return fields.length
      ? `別の${fields.join('や')}で検索するか、絞り込みを解除してください。`
      : '全員を表示するには、絞り込みを解除してください。';
  },
  viewOptions: '列と表示間隔',
  sortedBy: (column, descending) => `${column}の${descending ? '降順' : '昇順'}で並べ替えました。`,
  found: (total, count, f) => f.plural(count, { other: `${total}人。` }),
  stale: 'この一覧を更新できませんでした。情報が古い可能性があります。',
  selected: (count, f) => f.plural(count, { other: '#人を選択中' }),
  selectAll: (total) => `該当する${total}人をすべて選択`,
  allSelected: (total) => `該当する${total}人をすべて選択しました`,
  clearSelection: '選択を解除',
  selectionCleared: '一覧が変わったため、選択を解除しました。',
  resend: '招待を再送',
  revoke: '招待を取り消す',
  copyLink: '招待リンクをコピー',
  resent: (name) => `${name}に招待を再送しました`,
  revoked: (name) => `${name}への招待を取り消しました`,
  linkCopied: 'リンクをコピーしました。メール内のリンクは使えなくなります',
  linkTitle: '招待リンク',
  linkDetail: (name, moment) =>
    `このリンクを${name}に渡してください。メール内のリンクの代わりとなり、${moment}まで使えます。`,
  resentMany: (done, f) => f.plural(done, { other: '#件の招待を再送しました' }),
  revokedMany: (done, f) => f.plural(done, { other: '#件の招待を取り消しました' }),
  idleMany: (count, f) => f.plural(count, { other: '#人には保留中の招待がありません' }),
  heldMany: (count, f) => f.plural(count, { other: '#人を除外しました' }),
  progress: (done, total, f) => `${f.number(total)}件中${f.number(done)}件`,
  noneInvited: '選択した人の中に、保留中の招待はありません。',
  invitationsSent: (count, f) => f.plural(count, { other: '#件の招待を送信しました' }),
};
