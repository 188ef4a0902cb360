import { describe, expect, it } from 'vitest';
import { RepeatedQuestion } from './repeated-question.ts';

/** A question whose answers a test gives, numbered as they were asked. */
function pose(rest?: () => Promise<void>) {
  const open: PromiseWithResolvers<string>[] = [];
  const shown: string[] = [];
  const question = new RepeatedQuestion(
    () => {
      const next = Promise.withResolvers<string>();
      open.push(next);
      return next.promise;
    },
    (answer) => shown.push(answer),
    rest,
  );
  const answer = async (text: string): Promise<void> => {
    open.at(-1)?.resolve(text);
    await new Promise((resolve) => {
      setImmediate(resolve);
    });
  };
  return { question, shown, answer, asked: () => open.length };
}

describe('a question that is asked again', () => {
  it('is answered while it is asked all the time: history is shown while it changes', async () => {
    const { question, shown, answer, asked } = pose();

    for (const text of ['1', '2', '3']) {
      for (let times = 0; times < 5; times += 1) question.ask();
      await answer(text);
    }

    expect(shown).toEqual(['1', '2', '3']);
    // One is on its way for what was asked since the last answer.
    expect(asked()).toBe(4);
  });

  it('is not asked again when nobody has since the last time', async () => {
    const { question, answer, asked } = pose();

    question.ask();
    await answer('1');
    expect(asked()).toBe(1);
    question.ask();

    expect(asked()).toBe(2);
  });

  it('rests before it is asked anew at once, and not after a pause', async () => {
    let resting = 0;
    const { question, answer, asked } = pose(() => {
      resting += 1;
      return new Promise(() => {});
    });

    question.ask();
    await answer('1');
    question.ask();
    expect([asked(), resting]).toEqual([2, 0]);
    question.ask();
    await answer('2');

    expect([asked(), resting]).toEqual([2, 1]);
  });

  it.each(['on its way', 'resting'])('does not rest for a person who asks while it is %s', async (state) => {
    const { question, shown, answer, asked } = pose(() => new Promise(() => {}));

    question.ask();
    question.ask();
    if (state === 'resting') await answer('1');
    question.askForPerson();
    if (state === 'on its way') await answer('1');

    await expect.poll(asked).toBe(2);
    await answer('2');
    expect(shown).toEqual(['1', '2']);
  });

  it('rests again after the answer that a person asked for', async () => {
    const { question, answer, asked } = pose(() => new Promise(() => {}));

    question.askForPerson();
    question.ask();
    await answer('1');

    expect(asked()).toBe(1);
  });

  it('tells nothing once it is over, and asks no more', async () => {
    const { question, shown, answer, asked } = pose();

    question.ask();
    question.ask();
    question.end();
    await answer('1');

    expect([shown, asked()]).toEqual([[], 1]);
  });
});
