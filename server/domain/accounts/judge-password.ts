import { limits } from '../../contract/index.ts';
import { commonPasswords } from './common-passwords.ts';

export interface PasswordFault {
  code: 'required' | 'too_short' | 'too_long' | 'malformed' | 'too_common' | 'too_personal' | 'unchanged';
  detail: string;
}

/**
 * What speaks against a password: its length, or that it is easily guessed for this person. No rule about kinds of
 * letters: they make passwords worse (NIST SP 800-63B-4 section 3.1.1.2).
 * @param about what others know of the person: the address, the name, the organization's and the product's names
 */
export function judgePassword(
  password: string,
  about: readonly (string | null | undefined)[],
): PasswordFault | undefined {
  if (password === '') return { code: 'required', detail: 'Choose a password.' };
  // Cut before anything that takes longer for longer text.
  if (password.length > limits.passwordMax * 2) return tooLong;
  if (/\p{Surrogate}|\0/u.test(password))
    return { code: 'malformed', detail: 'There is a character in this password that cannot be kept.' };
  const letters = [...password.normalize('NFC')].length;
  if (letters > limits.passwordMax) return tooLong;
  if (letters < limits.passwordMin)
    return {
      code: 'too_short',
      detail: `Use at least ${limits.passwordMin} characters: a few words that only you would put together do well.`,
    };
  const plain = folded(password);
  if (isMonotonous(plain) || isLittle(without(plain, commonPasswords)))
    return { code: 'too_common', detail: 'This is one of the first passwords anybody would try. Choose another one.' };
  const known = about.flatMap((text) => (text ? [folded(text), ...folded(text).split(/[^\p{L}\p{N}]+/u)] : []));
  const telling = known.filter((word) => word.length >= 4);
  if (telling.some((word) => plain.includes(word)) && isLittle(without(plain, [...telling, ...commonPasswords])))
    return {
      code: 'too_personal',
      detail: 'This is too close to your address or the name of your organization. Choose another one.',
    };
  return undefined;
}

const tooLong: PasswordFault = {
  code: 'too_long',
  detail: `A password has at most ${limits.passwordMax} characters.`,
};

/** What remains when every known word is taken out, the longest first. */
function without(plain: string, words: readonly string[]): string {
  return words.toSorted((a, b) => b.length - a.length).reduce((rest, word) => rest.replaceAll(word, ''), plain);
}

/** Too little to make a password of. */
function isLittle(rest: string): boolean {
  return rest.length < limits.passwordMin / 2;
}

/** A few letters over and over, or a walk along the keyboard's or the alphabet's order. */
function isMonotonous(plain: string): boolean {
  if (new Set(plain).size < 5) return true;
  for (let period = 1; period <= plain.length / 3; period++) {
    if (plain.slice(period) === plain.slice(0, -period)) return true;
  }
  const rows = ['abcdefghijklmnopqrstuvwxyz', '01234567890123456789', 'qwertyuiopasdfghjklzxcvbnm'];
  return rows.some((row) => row.includes(plain) || [...row].toReversed().join('').includes(plain));
}

function folded(text: string): string {
  return text.normalize('NFKC').toLowerCase();
}
