// node-llama-cpp's side of npm run bench -- engine: reads lines of JSON and answers each with one. What is measured is what
// OwnSide.cs measures: until the first token after a prompt is chosen, and the tokens after it, the likeliest each time.
import { createInterface } from 'node:readline';
import { getLlama, LlamaLogLevel } from 'node-llama-cpp';

const llama = await getLlama({ gpu: false, build: 'never', progressLogs: false, maxThreads: 0, logLevel: LlamaLogLevel.error });
let model;
let options;
let context;
let sequence;
let threads = 0;

for await (const line of createInterface({ input: process.stdin })) {
  const question = JSON.parse(line);
  const answer = question.model ? await load(question) : await take(question);
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}
process.exit(0);

async function load({ model: modelPath, contextTokens, batchTokens }) {
  options = { contextSize: contextTokens, batchSize: batchTokens, sequences: 1, flashAttention: 'auto' };
  // As the host lets it lie in memory.
  model = await llama.loadModel({ modelPath, useMmap: true });
  return {};
}

async function take(question) {
  if (question.threads !== threads) {
    await context?.dispose();
    context = await model.createContext({ ...options, threads: question.threads });
    sequence = context.getSequence();
    threads = question.threads;
  }
  await sequence.clearHistory();
  const tokens = [];
  const started = performance.now();
  let read = started;
  for await (const token of sequence.evaluate(question.prompt, { temperature: 0, yieldEogToken: true })) {
    tokens.push(token);
    if (tokens.length === 1) {
      read = performance.now();
    }
    if (tokens.length > question.more) {
      break;
    }
  }
  return { promptMilliseconds: read - started, generateMilliseconds: performance.now() - read, tokens };
}
