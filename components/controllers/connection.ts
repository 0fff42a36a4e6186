import { httpSource } from '../source/http-source.ts';
import { BareConnection } from './bare-connection.ts';

export { capabilitiesOf } from './bare-connection.ts';

/** What an element was given, and the API behind its address. */
export class Connection extends BareConnection {
  override http = httpSource;
}
