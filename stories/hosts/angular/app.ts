// Angular 20. CUSTOM_ELEMENTS_SCHEMA lets the tags through; what is in brackets is a property, what is in parentheses an event.
import '@angular/compiler';
import {
  ChangeDetectionStrategy,
  Component,
  CUSTOM_ELEMENTS_SCHEMA,
  provideZonelessChangeDetection,
  signal,
} from '@angular/core';
import { bootstrapApplication } from '@angular/platform-browser';
import type { ViewChangeEvent } from 'roster';
import 'roster/provider/define';
import 'roster/members/define';

@Component({
  selector: 'app-people',
  changeDetection: ChangeDetectionStrategy.OnPush,
  schemas: [CUSTOM_ELEMENTS_SCHEMA],
  template: `
    <h1>People of Acme</h1>
    <p role="status">{{ told() }}</p>
    <button (click)="query.set('grace')">Only Grace</button>
    <roster-provider api-url="/roster" [getToken]="getToken">
      <roster-members
        page-size="10"
        [query]="query()"
        (roster-ready)="told.set('The list is here')"
        (roster-view-change)="searched($event)"
      >
        <h2 slot="heading">Our people</h2>
      </roster-members>
    </roster-provider>
  `,
})
class People {
  readonly query = signal('');
  readonly told = signal('Waiting');
  readonly getToken = async (): Promise<string> => (await (await fetch('/token', { method: 'POST' })).json()).token;

  searched(event: ViewChangeEvent): void {
    this.told.set(`Searched for ${event.view.query}`);
  }
}

document.querySelector('#app')!.append(document.createElement('app-people'));
await bootstrapApplication(People, { providers: [provideZonelessChangeDetection()] });
