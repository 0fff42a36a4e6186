import { problems, type ProblemCode } from '../contract/index.ts';
import type { RefusedOptions } from '../domain/refused.ts';
import type { ScimFaultOptions, ScimType } from './fault.ts';
import { errorSchema } from './names.ts';
import { hiddenMeta } from './projection.ts';

/** Refusals of the organization's rules that SCIM has a word for. The others are told by their status and sentence. */
const types: Partial<Record<ProblemCode, ScimType>> = {
  malformed: 'invalidSyntax',
  invalid: 'invalidValue',
  already_member: 'uniqueness',
  already_invited: 'uniqueness',
  email_taken: 'uniqueness',
  group_name_taken: 'uniqueness',
};

/** How SCIM is spoken where the rest of the API speaks its own language: RFC 7644 sections 3.1, 3.12 and 3.14. */
export const scimForm = {
  type: 'application/scim+json',

  refusal(code: ProblemCode, options: RefusedOptions): { status: number; body: object } {
    const { status: usual, title } = problems[code];
    const status = usual === 422 ? 400 : usual;
    const tooMany = options.errors?.some((error) => error.code === 'too_many') ?? false;
    const scimType = (options as Partial<ScimFaultOptions>).scimType ?? (tooMany ? 'tooMany' : types[code]);
    return {
      status,
      body: {
        schemas: [errorSchema],
        status: String(status),
        ...(scimType && { scimType }),
        detail: options.detail ?? `${title}.`,
      },
    };
  },

  defect: (detail: string): object => ({ schemas: [errorSchema], status: '500', detail }),

  /** Weak, as the versions in `meta` are: the same thing may be told with more attributes or fewer. */
  tagOf: (answer: unknown): string | undefined => metaOf(answer)?.version,

  locationOf: (answer: unknown): string | undefined => metaOf(answer)?.location,
};

interface Meta {
  version?: string;
  location?: string;
}

function metaOf(answer: unknown): Meta | undefined {
  const told = answer as { meta?: Meta; [hiddenMeta]?: Meta } | undefined;
  return told?.[hiddenMeta] ?? told?.meta;
}
