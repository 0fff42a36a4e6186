import type { Words } from '../en.ts';

export const membersView: Words<'membersView'> = {
  columns: '列',
  density: '表示間隔',
  comfortable: 'ゆったり',
  compact: 'コンパクト',
  exporting: 'ファイルを準備しています',
  exported: (count, total, f) => f.plural(count, { other: `${total}人をエクスポートしました` }),
};
