/** Why a target is missed, as it was measured; by the target's text. Stands in docs/performance.md while it is missed. */
export const CAUSES: Readonly<Record<string, string>> = {
  'first upload ≥ 60 % of the raw rate of parallel PUTs':
    'each file is hashed, sent with its expectation and written down durably, which curl does not do; the start of the program is the rest',
  'first download ≥ 3 × the fastest peer':
    '2.4 ms of CPU for each file, nearly all on one thread, where the peers wait for the disk: of the samples of a profile garbage 12 %, handing work to the threads of the disk four times for each file (open, write, flush, close) 16 %, requests as they go into the connection 10 %, looks at names and the link 7 %; the rest is flat. Without these threads but for the flush it takes 9 % less (three turns, busy), and a slow disk would stop everything else. 16 threads for the disk, because with four files wait for each other: 1,000 files, busy, medians of 4 in turns, 10.1 s with 4 threads, 8.0 s with 8, 8.2 s with 16. With 80 ms for each answer it is 2.6 ×',
  'first download from Infinite Scale ≥ 3 × the fastest peer':
    'archives take 140 requests in place of 5,000, but each file of one is opened twice, and read once more for its checksum, because its download goes on with it as with one of an earlier attempt: handing work to the threads of the disk is 21 % of the samples of a profile, garbage 10 %. With 20 ms for each answer it is 3.0 ×, with 80 ms 7.6 ×',
  'one large file goes up at ≥ 90 % of curl':
    'curl sends it in one piece. Told to send the same pieces, two at once, and to have them put together, it took as long as we do: 8.4 s and 8.7 s for 500 MB, busy, where one PUT took 4.5 s. The server writes every byte twice then, whoever sends it; pieces are what lets an upload go on after a break. Ours is 0.3 s for the start and 0.4 s for hashing before the first byte',
  'one large file comes down at ≥ 90 % of curl':
    'the start of the program is 0.2 s, SHA-1 0.26 s for each 500 MB, and the fsync at the end, which curl does without, is waited for: to write 500 MB in pieces of 1 MiB takes `dd` 0.6 s, and 0.8 s with it. Every peer takes longer',
  'pass without a change, 100,000 files, ≥ 5 × owncloudcmd':
    'it ends before it plans ([ADR 0021](adr/0021-a-pass-ends-where-nothing-has-changed.md)) and reads no row; 0.2 s of CPU are the start of the program, a third less than before it loaded only what it uses; the rest is one `lstat` for each item on one thread, five BigInts for each; owncloudcmd starts in hundredths of a second and looks at every item as well',
  'pass without a change, 100,000 files: all of it ≤ 2 × find -printf':
    'the start of the program alone is more than find takes for everything; then one `lstat` for each item through Node, five BigInts for each',
  'rename of a directory with 50,000 files in < 2 s':
    'one MOVE, the fifth of eight requests, where owncloudcmd takes 35 times as long; 3.9 to 5.6 s on one day with the machine at rest; what is left is a look at everything before it and after it: of the samples of a profile, one `lstat` for each of 100,000 items was 27 %, garbage 20 %, comparing them 16 % and reading their rows from the sync database 14 %',
  'a deletion or a rename among 100,000 watched files is on the server in < 1 s':
    'a new name waits 2 s and an absence 1 s on purpose, because programs save by taking the old file away; the rest is 0.7 to 0.9 s of CPU for the first deletion after a start, which reads only the rows of the directories that differ ([ADR 0029](adr/0029-rows-of-what-has-changed-since-the-rest.md)), and 0.3 s for the next, busy. It is not looked for everywhere, where no directory shows another time ([ADR 0024](adr/0024-a-look-of-one-moment.md))',
  '100,000 watched files at rest: < 0.5 % of the CPU, no requests':
    'half a minute after the last run, memory is given back once ([ADR 0025](adr/0025-memory-is-given-back-at-rest.md)), in this minute and in none after it while nothing happens: without that, a busy run took 0.33 s of CPU (0.55 %); one small question about every minute finds what no event tells, such as changes in received shares',
  'no stall of the event loop above 50 ms':
    'what we compute gives way every 12 ms ([ADR 0028](adr/0028-long-computations-give-way.md)); what is left are the start of the program (loading it, the check of the sync database when it is opened), the walk of the watcher through directories that have a new name, and collections of garbage, of which marking alone took 50 ms once',
  'at most 150 MB while 100,000 entries are planned':
    '88 MB are the program and 17 MB the rows of the server, which are bytes ([ADR 0026](adr/0026-rows-as-bytes.md)); 21 MB of objects are in use, and V8 lets them grow to 65 to 75 MB before it collects. Told to let them grow by half only, it takes 151 MB (three runs, busy), but a rename of 50,000 files, where garbage is a fifth of the work, 5.5 s of CPU in place of 3.9',
  'first download of a real tree ≥ 2 × the fastest peer':
    'as for 5,000 small files: one thread, and a processor of half the speed of the one on which it was met with 2.8 ×',
  'edits on both sides ≥ 2 × the fastest peer':
    'met with 2.1 × on a processor of twice the speed; of the time in which its thread does not wait: garbage 21 %, putting downloads in their place 11 %, keeping the version that each of them replaces, which the others throw away, 8 % (nearly all of it `mkdir`), the listings after it 7 %, the HTTP library 6 %, the start of the program 7 %',
};
