import type { BareConnection } from '../controllers/bare-connection.ts';
import { pickers } from '../messages/en-pickers.ts';
import type { ComboboxWords } from './combobox.ts';

/** What a combobox says in the language of its element; `name` is the field's own, `placeholder` asks for a search. */
export function comboboxWords(connection: BareConnection, name: string, placeholder: string): ComboboxWords {
  const { formats, common } = connection;
  const words = connection.words('pickers', pickers);
  return {
    placeholder,
    chosen: words.chosen(name),
    remove: words.remove,
    loading: common.loading,
    none: words.none,
    failed: words.failedSearch,
    retry: common.retry,
    found: (count) => words.found(count, formats),
    added: words.added,
    removed: words.removed,
    more: (count) => words.more(count, formats),
  };
}
