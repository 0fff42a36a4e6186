import { adopt } from '../styles/adopt.ts';
import { MemberActs } from './member.acts.ts';
import { belowStyles } from './member.below.styles.ts';
import { drawContact } from './member.contact.ts';
import type { Profile } from './member.profile.ts';

/** What stands at the end of a person's form and below it: loaded when it comes into sight. */
export class MemberBelow {
  readonly #profile: Profile;
  readonly #acts: MemberActs;

  constructor(profile: Profile) {
    this.#profile = profile;
    this.#acts = new MemberActs(profile);
    adopt(profile.host.renderRoot, belowStyles);
  }

  reset(): void {
    this.#acts.reset();
  }

  contact(): unknown {
    return drawContact(this.#profile);
  }

  render(): unknown {
    return this.#acts.render();
  }
}
