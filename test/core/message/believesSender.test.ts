import { believesSender, type RanBefore } from '../../../core/message';
import { asStranger, typedAddress } from '../../../core/message/stranger';

const ran = (type: string, asksForSecret = false): RanBefore => ({ type, asksForSecret });

it.each<[string, readonly RanBefore[], boolean]>([
	['a Webhook everybody can reach', [ran('webhook')], false],
	['a Webhook that asks for a secret', [ran('webhook', true)], true],
	['a form everybody can reach', [ran('formTrigger')], false],
	['a form that asks for a secret', [ran('formTrigger', true)], true],
	['a chat, with a secret or not', [ran('chatTrigger', true)], false],
	['another workflow, which may have begun anywhere', [ran('executeWorkflowTrigger')], false],
	['a service\'s own trigger and a node between', [ran('zendeskTrigger'), ran('set')], true],
	['an open Webhook and a node between that has a secret', [ran('webhook'), ran('httpRequest', true)], false],
	['something unknown', [], false],
])('by the setting "authenticated", is right for %s', (_, before, expected) => {
	expect(believesSender('authenticated', before)).toBe(expected);
	expect([believesSender('everybody', before), believesSender('nobody', before)]).toEqual([true, false]);
});

it('keeps a stranger apart from a customer whom the company names by the same address, and answers at it', () => {
	const told = { channel: 'webhook', text: 'hi', attachments: [], customer: { email: 'ada@example.com' } } as const;
	const { externalId } = asStranger(told, 't');
	expect(externalId).not.toBe('ada@example.com');
	expect([typedAddress(externalId!), typedAddress('c-17')]).toEqual(['ada@example.com', 'c-17']);
});
