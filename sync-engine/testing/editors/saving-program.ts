import {
  appendFileSync,
  copyFileSync,
  linkSync,
  mkdirSync,
  renameSync,
  rmdirSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { Random } from '../properties/random.ts';
import type { SavePattern, SaveStep } from './save-patterns.ts';

/** Longest pause inside a save, and the longest time from one save to the next. */
const LONGEST_GAP_MS = 40;
const LONGEST_REST_MS = 350;

/** A program that saves its document again and again, with gaps in which others look. */
export class SavingProgram {
  readonly #folderPath: string;
  readonly #pattern: SavePattern;
  readonly #random: Random;

  constructor(folderPath: string, pattern: SavePattern, random: Random) {
    this.#folderPath = folderPath;
    this.#pattern = pattern;
    this.#random = random;
  }

  /** The longest time in which it was in the middle of a save: on a busy machine longer than it meant to pause. */
  longestGapMs = 0;

  /** Saves so many times; returns the last text. */
  async work(saves: number): Promise<string> {
    let text = '';
    for (let count = 1; count <= saves; count += 1) {
      text = `${this.#pattern.document}, save ${count}\n`.repeat(1 + this.#random.below(200));
      for (const step of this.#pattern.save(text, count)) {
        this.#take(step);
        const beforeMs = performance.now();
        if (this.#random.chance(50)) await setTimeout(this.#random.below(LONGEST_GAP_MS));
        this.longestGapMs = Math.max(this.longestGapMs, performance.now() - beforeMs);
      }
      await setTimeout(this.#random.below(LONGEST_REST_MS));
    }
    return text;
  }

  #take(step: SaveStep): void {
    const at = (name: string): string => join(this.#folderPath, name);
    switch (step.act) {
      case 'write':
        return writeFileSync(at(step.name), step.text);
      case 'append':
        return appendFileSync(at(step.name), step.text);
      case 'rename':
        return renameSync(at(step.from), at(step.to));
      case 'link':
        return linkSync(at(step.from), at(step.to));
      case 'copy':
        return copyFileSync(at(step.from), at(step.to));
      case 'remove':
        return unlinkSync(at(step.name));
      case 'make-directory':
        mkdirSync(at(step.name));
        return undefined;
      case 'remove-directory':
        return rmdirSync(at(step.name));
      default:
        step satisfies never;
    }
  }
}
