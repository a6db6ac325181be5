import { createHash } from 'node:crypto';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fillPage, loadPage } from '../../pages/shared/loadPage';

const hash = (text: string | undefined): string => `'sha256-${createHash('sha256').update(text ?? '').digest('base64')}'`;

describe('built page', () => {
	const dir = mkdtempSync(join(tmpdir(), 'built-pages-'));
	beforeAll(() => void execFileSync(process.execPath, [join(__dirname, '../../pages/build.mjs'), dir]), 30_000);
	afterAll(() => rmSync(dir, { recursive: true, force: true }));

	it('allows exactly its own script and style, also after it was filled in', () => {
		const { body, csp } = loadPage('chat', dir, "'self' https://shop.example");
		const filled = fillPage(body, { language: 'de', title: 'A & B', settings: { welcome: '$& <script>' } });
		const [, style] = /<style>(.*)<\/style>/su.exec(filled) ?? [];
		const [, script] = /<script>(.*)<\/script>/su.exec(filled) ?? [];
		expect(csp.split('; ')).toEqual([
			"default-src 'none'",
			`script-src ${hash(script)}`,
			`style-src ${hash(style)}`,
			"connect-src 'self'",
			"img-src 'self' data:",
			"frame-ancestors 'self' https://shop.example",
			"base-uri 'none'",
			"form-action 'none'",
		]);
		expect(filled).toContain('<title>A &#38; B</title>');
		expect(filled).toContain('content="{&#34;welcome&#34;:&#34;$&#38; &#60;script&#62;&#34;}"');
	});

	it('may play sound at the desk alone', () => {
		expect(loadPage('desk', dir).csp.split('; ')).toContain("media-src 'self'");
		expect(loadPage('chat', dir).csp).not.toContain('media-src');
	});

	it('may be framed by nobody unless said otherwise', () => {
		expect(loadPage('chat', dir).csp).toContain("frame-ancestors 'none'");
	});

	it('loads nothing from elsewhere and has no style attribute', () => {
		const { body } = loadPage('chat', dir);
		expect(body).not.toMatch(/<(?:link|script|img)[^>]+(?:src|href)="(?!data:,)/u);
		expect(body).not.toMatch(/<[a-z]+[^<>]* style="/u);
	});

	it('says which one is missing', () => {
		expect(() => loadPage('chat', join(dir, 'nowhere'))).toThrow(/chat\.html/u);
	});
});
