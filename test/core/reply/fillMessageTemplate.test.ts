import { fillMessageTemplate, type TemplateChoice } from '../../../core/reply/fillMessageTemplate';

const words = { reply: 'It takes **two** days.', customerName: 'Nell', companyName: 'Lumen & Oak' };
const choice = (...variables: TemplateChoice['variables']): TemplateChoice => ({ name: 'support_reply', language: 'en_US', variables });

it.each<[string, TemplateChoice['variables'], readonly string[], string]>([
	['the reply without its marks', [{ fill: 'reply' }], ['It takes two days.'], 'It takes **two** days.'],
	['names', [{ fill: 'customerName' }, { fill: 'companyName' }], ['Nell', 'Lumen & Oak'], '[support_reply] Nell Lumen & Oak'],
	['own words', [{ fill: 'text', text: 'we have news' }], ['we have news'], '[support_reply] we have news'],
	['names before the reply', [{ fill: 'customerName' }, { fill: 'reply' }], ['Nell', 'It takes two days.'], 'It takes **two** days.'],
	['nothing', [], [], '[support_reply]'],
])('fills its places with %s', (_what, variables, filled, says) => {
	expect(fillMessageTemplate(choice(...variables), words)).toEqual({ template: { name: 'support_reply', language: 'en_US', variables: filled }, says });
});

it.each<[string, string | undefined, string | undefined, string]>([
	['the name', 'Nell', 'customer', 'Nell'], ['other words where it is unknown', undefined, 'customer', 'customer'], ['other words where it is blank', '  ', 'customer', 'customer'], ['a dash where there is nothing', undefined, undefined, '-'],
])('says %s', (_what, customerName, text, filled) => {
	expect(fillMessageTemplate(choice({ fill: 'customerName', ...(text === undefined ? {} : { text }) }), { reply: 'x', ...(customerName === undefined ? {} : { customerName }) }).template.variables).toEqual([filled]);
});

it.each<[string, string, string]>([
	['lines', 'a\n\nb\r\nc', 'a · b · c'], ['tabs and rows of spaces', 'a\t\tb      c', 'a b c'],
	['what is too long', 'x'.repeat(2_000), `${'x'.repeat(1_023)}…`], ['letters of two units', '🙏'.repeat(1_000), `${'🙏'.repeat(511)}…`],
])('gives WhatsApp no %s', (_what, text, filled) => {
	expect(fillMessageTemplate(choice({ fill: 'text', text }), words).template.variables).toEqual([filled]);
});
