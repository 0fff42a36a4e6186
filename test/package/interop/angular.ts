import '@angular/compiler';
import {
  ChangeDetectionStrategy,
  Component,
  CUSTOM_ELEMENTS_SCHEMA,
  provideZonelessChangeDetection,
  signal,
} from '@angular/core';
import { bootstrapApplication } from '@angular/platform-browser';
import 'roster/members/define';

interface Given {
  there: boolean;
  [name: string]: unknown;
}

const page = window as unknown as { given: Given; give(more: Partial<Given>): void; hear(event: Event): void };

@Component({
  selector: 'app-tags',
  changeDetection: ChangeDetectionStrategy.OnPush,
  schemas: [CUSTOM_ELEMENTS_SCHEMA],
  template: `
    @if (given().there) {
      <roster-members
        demo
        [attr.readonly]="given()['readonly'] ? '' : null"
        [pageSize]="given()['pageSize']"
        [query]="given()['query']"
        [columns]="given()['columns']"
        [messages]="given()['messages']"
        [portal]="given()['portal']"
        (roster-ready)="hear($event)"
        (roster-view-change)="hear($event)"
      >
        @if (given()['heading']) {
          <h2 slot="heading">{{ given()['heading'] }}</h2>
        }
      </roster-members>
    }
  `,
})
class Tags {
  readonly given = signal(page.given);
  readonly hear = page.hear;

  constructor() {
    page.give = (more) => this.given.update((now) => ({ ...now, ...more }));
  }
}

document.querySelector('#app')!.append(document.createElement('app-tags'));
await bootstrapApplication(Tags, { providers: [provideZonelessChangeDetection()] });
