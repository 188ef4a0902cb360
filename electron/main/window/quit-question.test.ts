import { describe, expect, it } from 'vitest';
import { QuitQuestion } from './quit-question.ts';

describe('quitting from the tray', () => {
  it('ends the program at once while nothing is unsaved', () => {
    const question = new QuitQuestion();
    question.note(true);
    question.note(false);

    expect(question.mustAsk()).toBe(false);
  });

  it('lets the window ask while something is unsaved, each time that a person chooses it', () => {
    const question = new QuitQuestion();
    question.note(true);
    const first = question.mustAsk();
    // The window shows the question, and says so.
    question.note(true);

    expect([first, question.mustAsk()]).toEqual([true, true]);
  });

  it('is not held up by a window that does not answer', () => {
    const question = new QuitQuestion();
    question.note(true);

    expect([question.mustAsk(), question.mustAsk()]).toEqual([true, false]);
  });

  it('asks nothing when the page that held it is gone', () => {
    const question = new QuitQuestion();
    question.note(true);
    question.forgetPage();

    expect(question.mustAsk()).toBe(false);
  });
});
