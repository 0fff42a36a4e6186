import type { InviteAnswer, InviteRequest, Member } from '../../server/contract/index.ts';
import { ask } from '../controllers/before-event.ts';
import { BeforeInviteResendEvent, InviteResentEvent } from '../controllers/invitation.events.ts';
import { RosterErrorEvent } from '../controllers/notify.events.ts';
import type { SourceError } from '../source/source.ts';
import { Attempt } from './attempt.ts';
import { BeforeInviteSendEvent, InviteSentEvent } from './invite.events.ts';
import type { InviteDialog } from './invite-dialog.ts';
import { errorOf, type InviteProblem } from './invite-failure.ts';
import type { InviteLater } from './invite-later.ts';
import { labelOf, type PersonChip } from './invite-people.ts';

/** From the press of the button to the answer for each person. Whatever goes wrong, what was typed stays. */
export class InviteSending {
  readonly #dialog: InviteDialog;
  readonly #later: InviteLater;
  readonly #attempt = new Attempt();
  #sending: AbortController | undefined;

  constructor(dialog: InviteDialog, later: InviteLater) {
    this.#dialog = dialog;
    this.#later = later;
  }

  /** From the form: the server's check is awaited, then it is reviewed or sent. */
  async submit(): Promise<void> {
    if (this.#dialog.busy || this.#dialog.step !== 'form') return;
    const { chips, over } = this.#dialog.people.state;
    // What is over the number of one sending waits in the field for the next.
    if (over === 'length') return this.#dialog.people.focus();
    if (chips.length === 0) {
      this.#dialog.problem = { title: '', fields: { people: this.#later.words.enterOne } };
      this.#dialog.say(this.#later.words.enterOne);
      return this.#dialog.people.focus();
    }
    this.#later.check.clearNotes();
    for (const { key, value } of chips) if (!value.raw) this.#later.check.note(key, { state: 'malformed' });
    if (this.#later.check.pending) {
      this.#dialog.busy = 'checking';
      this.#dialog.host.requestUpdate();
      await this.#later.check.settled();
      this.#dialog.busy = undefined;
      if (!this.#dialog.dialog.open) return;
    }
    const [first] = this.#later.wrong;
    if (first) {
      this.#dialog.problem = undefined;
      this.#later.stuck = true;
      this.#dialog.host.requestUpdate();
      this.#dialog.say(this.#later.stuckText ?? '');
      return this.#dialog.people.focus(first.key);
    }
    this.#later.stuck = false;
    if (!this.#later.needsReview) return this.send([]);
    this.#dialog.step = 'review';
    this.#dialog.problem = undefined;
    await this.#redrawn();
    this.#dialog.dialog.focusHeading();
  }

  async back(): Promise<void> {
    this.#dialog.step = 'form';
    await this.#redrawn();
    this.#dialog.say(this.#later.words.backToForm);
    this.#dialog.people.focus();
  }

  async #redrawn(): Promise<void> {
    this.#dialog.host.requestUpdate();
    await this.#dialog.host.updateComplete;
  }

  get #request(): InviteRequest {
    const { people, groups, message } = this.#dialog;
    return {
      ...people.request(),
      groups: groups.ids,
      ...(groups.roleOffered ? { groupRole: groups.role } : {}),
      ...(message.trim() ? { message: message.trim() } : {}),
    };
  }

  /** Sends once, however often it is asked to: `confirmedDomains` are the foreign ones a person has seen in the review. */
  async send(confirmedDomains: readonly string[]): Promise<void> {
    if (this.#dialog.busy) return;
    this.#dialog.busy = 'sending';
    this.#dialog.problem = undefined;
    const sending = (this.#sending = new AbortController());
    const { chips } = this.#dialog.people.state;
    const request = {
      ...this.#request,
      ...(confirmedDomains.length > 0 ? { confirmedDomains: [...confirmedDomains] } : {}),
    };
    this.#dialog.host.requestUpdate();
    this.#dialog.say(this.#dialog.words.sending);
    const stopped = new Promise<never>((_, reject) =>
      sending.signal.addEventListener('abort', () => reject(sending.signal.reason as Error), { once: true }),
    );
    try {
      if (!(await Promise.race([ask(this.#dialog.host, new BeforeInviteSendEvent(request)), stopped]))) {
        this.#show({ title: this.#later.words.held, fields: {} });
        return;
      }
      const idempotencyKey = this.#attempt.keyFor(request);
      const answer = await Promise.race([
        this.#dialog.source.invite(request, { idempotencyKey, signal: sending.signal }),
        stopped,
      ]);
      this.#attempt.answered();
      this.#dialog.busy = undefined;
      this.#answered(chips, answer);
    } catch (error) {
      this.#attempt.failed(error);
      if (sending.signal.aborted) this.#show({ title: this.#later.words.stopped, fields: {} });
      else this.#fail(errorOf(error), chips);
    } finally {
      this.#dialog.busy = undefined;
      this.#dialog.host.requestUpdate();
    }
  }

  stop(): void {
    this.#sending?.abort();
  }

  #answered(chips: readonly PersonChip[], { results }: InviteAnswer): void {
    const { formats } = this.#dialog;
    const { words } = this.#later;
    const invited = results.filter(({ status }) => status === 'invited');
    const states = {
      alreadyMember: 'member',
      alreadyInvited: 'invited',
      blocked: 'blocked',
      confirmDomain: 'otherDomain',
      rateLimited: 'rateLimited',
    } as const;
    for (const { index, status, detail } of results) {
      const chip = chips[index];
      if (chip && status !== 'invited')
        this.#later.check.note(chip.key, { state: states[status], ...(detail ? { detail } : {}) });
    }
    this.#dialog.people.settle(invited.flatMap(({ index }) => chips[index]?.key ?? []));
    // What was over the number of one sending is next.
    const waiting = this.#dialog.people.state;
    const left = results.length - invited.length;
    const told = (this.#dialog.mails ? words.sent : words.created)(invited.length, formats);
    if (invited.length > 0) this.#later.links.add(invited.flatMap(({ member }) => member ?? []));
    if (left > 0) {
      this.#show({
        title: invited.length > 0 ? words.sentPart(invited.length, left, formats) : words.notSent,
        detail: words.sentPartDetail,
        fields: {},
        partly: invited.length > 0,
      });
      // The server knows by now whom to resend to, and which of them are members.
      this.#later.check.retry();
    }
    if (!this.#dialog.mails && invited.length > 0) {
      this.#dialog.step = 'links';
      this.#dialog.say(told);
      void this.#redrawn().then(() => this.#dialog.dialog.focusHeading());
    } else if (left === 0 && (waiting.chips.length > 0 || waiting.text.trim())) {
      this.#dialog.people.commit();
      this.#show({ title: told, fields: {}, partly: true });
    } else if (left === 0) {
      this.#later.finish();
    }
    // After the dialog has closed: whoever tells of it is not heard outside one that is open.
    if (invited.length > 0) this.#dialog.host.dispatchEvent(new InviteSentEvent(results));
    if (left === 0 && this.#dialog.mails) this.#later.tell(told);
  }

  #show(problem: InviteProblem): void {
    this.#dialog.step = 'form';
    this.#dialog.problem = problem;
    this.#dialog.say([problem.title, problem.detail, ...Object.values(problem.fields)].filter(Boolean).join(' '));
    void this.#redrawn().then(() => this.#dialog.people.focus(this.#later.wrong[0]?.key ?? 'input'));
  }

  #fail(error: SourceError, chips: readonly PersonChip[] = []): void {
    const { words } = this.#later;
    const { problem, offline, retryAfter } = error;
    const fields: InviteProblem['fields'] = {};
    let marked = 0;
    const others: string[] = [];
    for (const fault of problem.errors ?? []) {
      const detail = this.#dialog.connection.fault(fault);
      const [field = '', index] = fault.pointer.replace(/^\//, '').split('/');
      const chip = field === 'people' && index !== undefined ? chips[Number(index)] : undefined;
      if (chip) {
        marked++;
        this.#later.check.note(chip.key, { state: 'refused', detail });
      } else if (['people', 'roles', 'groups', 'groupRole', 'message'].includes(field)) fields[field] = detail;
      else others.push(detail);
    }
    if (problem.code === 'role_exclusive' || problem.code === 'privilege_escalation')
      fields['roles'] ??= this.#dialog.connection.said(problem);
    if (fields['message']) this.#dialog.messageShown = true;
    const placed = marked > 0 || Object.keys(fields).length > 0;
    const event = new RosterErrorEvent(error);
    const shown = this.#dialog.host.dispatchEvent(event) || placed;
    if (!shown) {
      this.#dialog.step = 'form';
      return;
    }
    const title = placed && others.length === 0 ? words.needsCorrection : this.#dialog.failureText(error);
    const detail = others.length > 0 ? others.join(' ') : placed ? undefined : this.#dialog.words.lostNothing;
    this.#show({ title: offline || retryAfter ? this.#dialog.failureText(error) : title, detail, fields });
  }

  async resend(chips: readonly PersonChip[]): Promise<void> {
    const done: PersonChip[] = [];
    for (const chip of chips) {
      const member = this.#later.check.of(chip.key)?.member as Member['id'] | undefined;
      if (!member || !(await ask(this.#dialog.host, new BeforeInviteResendEvent(member)))) continue;
      try {
        const answer = await this.#dialog.source.resend(member);
        this.#dialog.host.dispatchEvent(new InviteResentEvent(answer.member));
        done.push(chip);
      } catch (error) {
        this.#fail(errorOf(error));
        break;
      }
    }
    const [first] = done;
    if (!first) return;
    const { words } = this.#later;
    const text =
      done.length === 1 ? words.resent(labelOf(first.value)) : words.resentMany(done.length, this.#dialog.formats);
    this.#dialog.people.settle(done.map(({ key }) => key));
    this.#dialog.people.focus();
    this.#dialog.say(text);
    this.#later.tell(text);
  }
}
