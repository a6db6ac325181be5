import { provenContacts } from '../../../core/message/provenContacts';

it.each([
	['what the channel vouches for', { provenPhone: '+491511234567', provenEmail: ' Lea@Example.com' }, { phone: '+491511234567', email: 'lea@example.com' }],
	['the addresses of a signed identity', { verified: true, email: 'lea@example.com', phone: '+49 (151) 123-4567' }, { email: 'lea@example.com', phone: '+491511234567' }],
	['nothing that was only typed', { email: 'lea@example.com', phone: '+491511234567' }, {}],
	['nothing of an identity that is not signed', { verified: false, email: 'lea@example.com' }, {}],
	['no number without its country', { verified: true, phone: '0151 1234567' }, {}],
	['no number that is too long', { provenPhone: '+4915112345678901' }, {}],
	['no address that is none', { provenEmail: 'lea at example' }, {}],
])('takes for proven %s', (_, customer, proven) => {
	expect(provenContacts({ externalId: 'c', ...customer })).toEqual(proven);
});
