import { html, type TemplateResult } from 'lit';
import { Announcer } from '../controllers/announcer.ts';
import type { Connection } from '../controllers/connection.ts';
import { HotkeyGuard } from '../controllers/hotkey-guard.ts';
import type { MemberId } from '../../server/contract/index.ts';
import { adopt } from '../styles/adopt.ts';
import { personal } from '../templates/cells.ts';
import type { DialogController } from '../templates/dialog.ts';
import { Profile, type ProfileHost } from './member.profile.ts';
import { memberStyles } from './member.styles.ts';
import { headingOf, memberBody, memberFoot } from './member.view.ts';

/** What the element shows once somebody is to be seen: the dialog, or the part of the page. */
export class MemberBody {
  readonly #profile: Profile;

  constructor(host: ProfileHost, connection: Connection, states: CustomStateSet) {
    adopt(host.renderRoot as ShadowRoot, ...memberStyles);
    new HotkeyGuard(host);
    const profile = (this.#profile = new Profile(host, connection, new Announcer(host), states));
    // What may be needed once the key or the button is up again is on its way by then.
    for (const type of ['pointerdown', 'keydown'])
      host.renderRoot.addEventListener(type, () => profile.ready && void profile.follow().catch(() => undefined));
  }

  get dialog(): DialogController {
    return this.#profile.dialog;
  }

  show(id: MemberId | undefined): Promise<void> {
    return this.#profile.show(id);
  }

  async refresh(): Promise<void> {
    await this.#profile.reread();
  }

  forget(): void {
    this.#profile.forget();
  }

  /** Another source is another organization or person. */
  leave(): void {
    this.dialog.close();
    this.forget();
  }

  render(): TemplateResult {
    const profile = this.#profile;
    const { host, connection } = profile;
    const level = connection.setting('headingLevel');
    const step = profile.later?.step;
    const heading = step?.heading ?? headingOf(profile);
    return html`${
      host.layout === 'panel'
        ? this.#panel(level ?? 2, heading)
        : profile.dialog.render({
            heading,
            ...(level ? { headingLevel: level } : {}),
            lead: step?.lead ?? profile.beginning?.lead(profile),
            body: memberBody(profile),
            foot: memberFoot(profile),
            close: profile.common.close,
            busy: profile.busy !== undefined || !(profile.ready || profile.error),
          })
    }
    ${profile.later?.renderOver()}`;
  }

  #panel(level: number, heading: string): TemplateResult {
    const profile = this.#profile;
    const { person, portal } = profile;
    const name = person && (person.name ?? ((person.status === 'invited' && portal?.invitedName) || person.email));
    const title = html`<h2 part="heading" tabindex="-1" aria-level=${level}>${personal(name ?? heading)}</h2>`;
    return html`<div class="panel" aria-busy=${profile.ready || profile.error ? 'false' : 'true'}>
      ${memberBody(profile, title)}
    </div>`;
  }
}
