import { PgDatabase, PgDialect } from 'drizzle-orm/pg-core';
import type { PostgresJsDatabase } from 'drizzle-orm/postgres-js';
import { PostgresJsSession } from 'drizzle-orm/postgres-js/session';
import {
  createTableRelationsHelpers,
  extractTablesRelationalConfig,
  type ExtractTablesWithRelations,
} from 'drizzle-orm/relations';
import type { Sql } from 'postgres';
import type { LeaseHandle } from './lease.ts';
import * as schema from './schema.ts';

/** A tenant's transaction, as drizzle speaks it. It ends with the callback it was given to. */
export type Tx = PostgresJsDatabase<typeof schema>;

const told = new WeakSet<object>();

/** Notes that something was told in this transaction: once it is committed, word of it goes to whoever listens. */
export function markTold(tx: Tx): void {
  told.add(handleUnder(tx));
}

export function wasTold(tx: Tx): boolean {
  return told.has(handleUnder(tx));
}

/** A transaction within a transaction stands on the same lease. */
function handleUnder(tx: Tx): object {
  return (tx._.session as unknown as PostgresJsSession<Sql, typeof schema, ExtractTablesWithRelations<typeof schema>>)
    .client;
}

const dialect = new PgDialect();
const { tables, tableNamesMap } = extractTablesRelationalConfig(schema, createTableRelationsHelpers);
const relations = { fullSchema: schema, schema: tables, tableNamesMap };

/**
 * Drizzle over a lease's handle. What drizzle's own `drizzle()` does, less two things: it reads the whole schema anew for each
 * transaction, and it brings the postgres.js client into a browser that has no use for it.
 */
export function txOver(handle: LeaseHandle): Tx {
  const session = new PostgresJsSession(handle as unknown as Sql, dialect, relations);
  return new PgDatabase(dialect, session, relations) as unknown as Tx;
}
