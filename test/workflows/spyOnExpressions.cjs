/** Preloaded into n8n by a test: writes every expression that n8n evaluates as a line of the file EVALUATED_EXPRESSIONS. */
const { appendFileSync } = require('node:fs');
const Module = require('node:module');

const load = Module._load;
Module._load = function (request, ...rest) {
	const loaded = load.call(this, request, ...rest);
	if (request === '@n8n/expression-runtime') spyOn(loaded.ExpressionEvaluator.prototype);
	return loaded;
};

const spied = new WeakSet();

function spyOn(evaluator) {
	if (spied.has(evaluator)) return;
	spied.add(evaluator);
	const { evaluate } = evaluator;
	evaluator.evaluate = function (expression, ...rest) {
		appendFileSync(process.env.EVALUATED_EXPRESSIONS, `${JSON.stringify(expression)}\n`);
		return evaluate.call(this, expression, ...rest);
	};
}
