/** Talking to a CRM as a plan: each step says what to ask or remember, and what follows from the answer. No step talks itself. */
import type { Customer, Interaction } from '../message/message';

export const CRM_OPERATIONS = ['lookUp', 'upsertCustomer', 'logInteraction', 'upsertTicket'] as const;
/** `logInteraction` makes sure of the customer first, `upsertTicket` of both and adds the interaction as a note. */
export type CrmOperation = (typeof CRM_OPERATIONS)[number];

export interface CrmRequest {
	readonly method: 'GET' | 'POST' | 'PATCH' | 'PUT';
	readonly url: string;
	/** Without authorisation: the node's credential adds that. */
	readonly headers: Readonly<Record<string, string>>;
	/** To be sent as JSON; absent for GET. */
	readonly body?: unknown;
	/** True when asking twice does no more than asking once. Others are never repeated blindly. */
	readonly idempotent: boolean;
}

export interface CrmResponse {
	/** HTTP status; 0 when nothing came back. */
	readonly status: number;
	/** Parsed JSON; anything else as text. */
	readonly body: unknown;
	/** The `Retry-After` header; absent when there was none. */
	readonly retryAfter?: string;
}

/** Ids in the CRM. */
export interface CrmLinks {
	readonly contact?: string;
	readonly ticket?: string;
	readonly note?: string;
}

/** What a CRM knows of a customer; absent is unknown. Whether they are who they say, a CRM cannot know. */
export type FoundCustomer = Pick<Customer, 'tier' | 'vip' | 'value'> & { readonly name?: string; readonly history: readonly Interaction[] };

export type CrmResult =
	| {
			readonly kind: 'done';
			readonly links: CrmLinks;
			/** What happened, in order: `contactCreated`, `ticketUpdated`, … Empty when all of it had been done before. */
			readonly did: readonly string[];
			/** Only of a look-up; absent when the CRM does not know the customer. */
			readonly customer?: FoundCustomer;
	  }
	| {
			readonly kind: 'failed';
			/** What is wrong and what to do, without customer data. */
			readonly problem: string;
			/** True when running the same push again later can help. It never makes anything twice that was made and remembered. */
			readonly retry: boolean;
			/** Seconds to wait before that; absent when unknown. */
			readonly retryAfterSeconds?: number;
			/** What was made before it failed. */
			readonly links: CrmLinks;
	  };

export type CrmStep =
	| { readonly kind: 'request'; readonly request: CrmRequest; readonly answer: (response: CrmResponse) => CrmStep }
	| { readonly kind: 'recall'; readonly key: string; readonly answer: (value: string | undefined) => CrmStep }
	/** The answer is the value that stands: another run may have been first. */
	| { readonly kind: 'remember'; readonly key: string; readonly value: string; readonly answer: (kept: string) => CrmStep }
	| { readonly kind: 'done'; readonly result: CrmResult };

/** How a plan reaches the world: HTTP with the node's credential, and the ledger's `rememberCrm` and `recallCrm`. */
export interface CrmWorld {
	/** Never rejects; a network failure is status 0. */
	readonly send: (request: CrmRequest) => Promise<CrmResponse>;
	readonly recall: (key: string) => Promise<string | undefined>;
	readonly remember: (key: string, value: string) => Promise<string>;
	readonly wait: (seconds: number) => Promise<void>;
}
