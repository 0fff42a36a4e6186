import { Refused, type RefusedOptions } from '../domain/refused.ts';

/** Kinds of faults that RFC 7644 section 3.12 has a word for. */
export type ScimType =
  | 'invalidFilter'
  | 'invalidPath'
  | 'invalidSyntax'
  | 'invalidValue'
  | 'mutability'
  | 'noTarget'
  | 'tooMany'
  | 'uniqueness';

export interface ScimFaultOptions extends RefusedOptions {
  scimType: ScimType;
}

/** A request that is wrong as SCIM; what the organization's rules refuse is thrown by their verbs. */
export class ScimFault extends Refused {
  declare readonly options: ScimFaultOptions;

  constructor(scimType: ScimType, detail: string) {
    super('malformed', { detail, scimType } as ScimFaultOptions);
  }
}
