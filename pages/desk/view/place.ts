/** Where one is at the desk. It stands in the address, so reload, back and a shared link lead to the same place. */
import { useEffect, useState } from 'preact/hooks';
import type { DeskView } from '../conversationActions';

/** One conversation. */
export interface ConversationKey {
	readonly inbox: string;
	readonly conversationId: string;
}

export type Place =
	| { readonly section: 'conversations'; readonly view: DeskView; readonly open?: ConversationKey }
	| { readonly section: 'knowledge' }
	| { readonly section: 'people' };

/** The address of a place. */
export function addressOf(place: Place): string {
	if (place.section !== 'conversations') return `#${place.section}`;
	const open = place.open === undefined ? '' : `/${encodeURIComponent(place.open.inbox)}/${encodeURIComponent(place.open.conversationId)}`;
	return `#${place.view}${open}`;
}

/** Goes to a place. */
export function goTo(place: Place): void {
	location.hash = addressOf(place);
}

/** The place in the address; waiting customers when it names none. */
export function usePlace(): Place {
	const [place, setPlace] = useState(readPlace);
	useEffect(() => {
		const follow = (): void => setPlace(readPlace());
		addEventListener('hashchange', follow);
		return () => removeEventListener('hashchange', follow);
	}, []);
	return place;
}

function readPlace(): Place {
	const [first = '', inbox, conversationId] = location.hash.slice(1).split('/').map(decode);
	if (first === 'knowledge' || first === 'people') return { section: first };
	const view = first === 'mine' || first === 'drafts' || first === 'all' ? first : 'waiting';
	return { section: 'conversations', view, open: inbox && conversationId ? { inbox, conversationId } : undefined };
}

function decode(part: string): string {
	try {
		return decodeURIComponent(part);
	} catch {
		return '';
	}
}
