import type {} from 'roster/jsx';
import type { InviteSentEvent } from 'roster';
import { Members } from 'roster/react';

export const wrong = [
  <roster-memberz />, // wrong: tag
  <roster-members quary="ada" />, // wrong: attribute
  <roster-members density="tight" />, // wrong: value
  <roster-members page-size="many" />, // wrong: number
  <roster-members source="/api" />, // wrong: property
  <roster-members onroster-ready={(event: InviteSentEvent) => event} />, // wrong: event
  <Members quary="ada" />, // wrong: property of the component
  <Members pageSize="25" />, // wrong: value of the component
  <Members onRedy={() => {}} />, // wrong: handler of the component
  <Members onReady={(event: InviteSentEvent) => event} />, // wrong: event of the component
];
