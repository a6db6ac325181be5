import type { CrmRequest, CrmResponse, CrmWorld } from '../../../core/crm';

interface Held {
	readonly id: string;
	readonly properties: Record<string, string>;
	readonly associations: unknown;
}
interface SearchBody {
	readonly filterGroups: ReadonlyArray<{ readonly filters: ReadonlyArray<{ readonly propertyName: string; readonly operator: string; readonly value: string }> }>;
	readonly limit: number;
}

/** HubSpot's behaviour as far as we use it, in memory: search, create, update, one contact an e-mail. */
export class StandInHubSpot {
	readonly requests: CrmRequest[] = [];
	readonly held: Record<string, Held[]> = { contacts: [], tickets: [], notes: [] };
	readonly memory = new Map<string, string>();
	readonly waits: number[] = [];
	/** Answers to give instead of the next ones. */
	readonly instead: CrmResponse[] = [];
	private nextId = 100;

	world(): CrmWorld {
		return {
			send: async (request) => this.send(request),
			recall: async (key) => this.memory.get(key),
			remember: async (key, value) => {
				if (!this.memory.has(key)) this.memory.set(key, value);
				return this.memory.get(key) ?? value;
			},
			wait: async (seconds) => void this.waits.push(seconds),
		};
	}

	add(object: string, properties: Record<string, string>, associations: unknown = []): Held {
		const held = { id: String((this.nextId += 1)), properties, associations };
		this.held[object]?.push(held);
		return held;
	}

	send(request: CrmRequest): CrmResponse {
		this.requests.push(request);
		const forced = this.instead.shift();
		if (forced) return forced;
		const [object = '', last = ''] = request.url.replace('https://api.hubapi.com/crm/v3/objects/', '').split('/');
		const held = this.held[object];
		if (!held) return { status: 404, body: { message: 'no such path' } };
		if (last === 'search') return this.search(object, held, request.body as SearchBody);
		const { properties, associations } = request.body as { properties: Record<string, string>; associations?: unknown };
		if (request.method === 'PATCH') {
			const found = held.find(({ id }) => id === last);
			if (found) Object.assign(found.properties, properties);
			return found ? { status: 200, body: found } : { status: 404, body: { message: 'resource not found' } };
		}
		const twin = held.find((one) => object === 'contacts' && properties.email && one.properties.email?.toLowerCase() === properties.email.toLowerCase());
		if (twin) return { status: 409, body: { message: `Contact already exists. Existing ID: ${twin.id}` } };
		return { status: 201, body: this.add(object, properties, associations) };
	}

	private search(object: string, held: readonly Held[], { filterGroups, limit }: SearchBody): CrmResponse {
		const { propertyName = '', operator, value = '' } = filterGroups[0]?.filters[0] ?? {};
		const matches = (one: Held): boolean => {
			if (propertyName === 'associations.contact') return JSON.stringify(one.associations).includes(`"id":"${value}"`);
			const text = one.properties[propertyName] ?? '';
			return operator === 'EQ' ? text.toLowerCase() === value.toLowerCase() : text.split(/[^\p{L}\p{N}]+/u).includes(value);
		};
		const results = held.filter(matches).slice(0, limit);
		return { status: 200, body: { total: results.length, results, object } };
	}
}
