import type { WorldKind } from './simulate.ts';

/** A seed that once broke an invariant. */
export interface CorpusSeed {
  readonly kind: WorldKind;
  readonly seed: number;
}

/** They stay for ever, also when a change of how cases are drawn makes other cases of them. */
export const CORPUS: readonly CorpusSeed[] = [
  { kind: 'one-computer', seed: 28 },
  { kind: 'one-computer', seed: 69 },
  { kind: 'one-computer', seed: 82 },
  { kind: 'one-computer', seed: 171 },
  { kind: 'one-computer', seed: 267 },
  { kind: 'one-computer', seed: 330 },
  { kind: 'one-computer', seed: 379 },
  { kind: 'one-computer', seed: 389 },
  { kind: 'one-computer', seed: 508 },
  { kind: 'one-computer', seed: 603 },
  { kind: 'one-computer', seed: 753 },
  { kind: 'one-computer', seed: 775 },
  { kind: 'one-computer', seed: 826 },
  { kind: 'one-computer', seed: 970 },
  { kind: 'one-computer', seed: 1109 },
  { kind: 'one-computer', seed: 1654 },
  { kind: 'one-computer', seed: 1770 },
  { kind: 'one-computer', seed: 3210 },
  { kind: 'one-computer', seed: 1508541623 },
  { kind: 'one-computer', seed: 1930 },
  { kind: 'one-computer', seed: 1509455192 },
  { kind: 'one-computer', seed: 1509455208 },
  { kind: 'one-computer', seed: 10001177 },
  { kind: 'one-computer', seed: 10001699 },
  { kind: 'one-computer', seed: 10002186 },
  { kind: 'one-computer', seed: 10003313 },
  { kind: 'one-computer', seed: 10003599 },
  { kind: 'one-computer', seed: 10004932 },
  { kind: 'one-computer', seed: 3443 },
  { kind: 'one-computer', seed: 10000413 },
  { kind: 'one-computer', seed: 10000787 },
  { kind: 'one-computer', seed: 10003758 },
  { kind: 'one-computer', seed: 10009390 },
  { kind: 'one-computer', seed: 10009878 },
  { kind: 'one-computer', seed: 10012355 },
  { kind: 'one-computer', seed: 10015405 },
  { kind: 'one-computer', seed: 10015410 },
  { kind: 'one-computer', seed: 20000419 },
  { kind: 'one-computer', seed: 20003927 },
  { kind: 'one-computer', seed: 876 },
  { kind: 'one-computer', seed: 30000215 },
  { kind: 'one-computer', seed: 30000945 },
  { kind: 'one-computer', seed: 30004289 },
  { kind: 'one-computer', seed: 30007344 },
  { kind: 'one-computer', seed: 30007464 },
  { kind: 'one-computer', seed: 50004360 },
  { kind: 'one-computer', seed: 50019613 },
  { kind: 'one-computer', seed: 50005298 },
  { kind: 'one-computer', seed: 60004632 },
  { kind: 'one-computer', seed: 60005789 },
  { kind: 'one-computer', seed: 70006348 },
  { kind: 'one-computer', seed: 50014372 },
  { kind: 'one-computer', seed: 80011179 },
  { kind: 'one-computer', seed: 80008849 },
  { kind: 'one-computer', seed: 81101635 },
  { kind: 'one-computer', seed: 81003393 },
  { kind: 'one-computer', seed: 81103876 },
  { kind: 'one-computer', seed: 81104340 },
  { kind: 'one-computer', seed: 1730624552 },
  { kind: 'one-computer', seed: 1730630128 },
  { kind: 'one-computer', seed: 1730630488 },
  { kind: 'one-computer', seed: 1730632416 },
  { kind: 'one-computer', seed: 1730634066 },
  { kind: 'one-computer', seed: 1730637597 },
  { kind: 'one-computer', seed: 83000105 },
  { kind: 'one-computer', seed: 84009893 },
  { kind: 'one-computer', seed: 85007317 },
  { kind: 'one-computer', seed: 85011248 },
  { kind: 'one-computer', seed: 85015991 },
  { kind: 'one-computer', seed: 87001382 },
  { kind: 'one-computer', seed: 88002059 },
  // Asked alone whether it is back, the server was compared with what was here before our own moves.
  { kind: 'one-computer', seed: 7115166 },
  // The server replaced a file that had stepped aside here, and a directory had its name.
  { kind: 'one-computer', seed: 89002013 },
  // A copy took the place of the file that it was made of, which the server then deleted.
  { kind: 'one-computer', seed: 9103483 },
  { kind: 'two-computers', seed: 9603402 },
  // The link was where the directory of the file had been, which the server had moved out of it.
  { kind: 'one-computer', seed: 1739781872 },
  // Moved here and renamed there, two files with the same bytes met: what S4 allows.
  { kind: 'one-computer', seed: 1739811103 },
  { kind: 'two-computers-services', seed: 1739756472 },
  { kind: 'two-computers', seed: 53 },
  { kind: 'two-computers', seed: 91 },
  { kind: 'two-computers', seed: 122 },
  { kind: 'two-computers', seed: 243 },
  { kind: 'two-computers', seed: 10084 },
  { kind: 'two-computers', seed: 10150 },
  { kind: 'two-computers', seed: 10218 },
  { kind: 'two-computers', seed: 11302 },
  { kind: 'two-computers', seed: 11659 },
  { kind: 'two-computers', seed: 11769 },
  { kind: 'two-computers', seed: 11939 },
  { kind: 'two-computers', seed: 12537 },
  { kind: 'two-computers', seed: 13361 },
  { kind: 'two-computers', seed: 14655 },
  { kind: 'two-computers', seed: 16940 },
  { kind: 'two-computers', seed: 17140 },
  { kind: 'two-computers', seed: 19292 },
  { kind: 'two-computers', seed: 19449 },
  { kind: 'two-computers', seed: 19876 },
  { kind: 'two-computers', seed: 20754 },
  { kind: 'two-computers', seed: 23438 },
  { kind: 'two-computers', seed: 25316 },
  { kind: 'two-computers', seed: 25854 },
  { kind: 'two-computers', seed: 27034 },
  { kind: 'two-computers', seed: 33603 },
  { kind: 'two-computers', seed: 40003477 },
  { kind: 'two-computers', seed: 40003839 },
  { kind: 'two-computers', seed: 43004605 },
  // Two directories of which each lay in the other, here and there; and the program was silent after the fault.
  { kind: 'two-computers', seed: 45003905 },
  // Selected again while the directory came back on the server under another id.
  { kind: 'two-computers-choosing', seed: 7108286 },
  // Listed at two places, because somebody moved it between the two listings.
  { kind: 'two-computers-choosing', seed: 7020914 },
  // Moved into a deselected directory when the look began, and out of it before the file went here.
  { kind: 'one-computer-choosing', seed: 9002692 },
  { kind: 'one-computer-choosing', seed: 6792 },
  { kind: 'two-computers-choosing', seed: 1245 },
  { kind: 'two-computers-choosing', seed: 2172 },
  // A hint that came late was not waited for: the checks at rest came before the look that it asked for.
  { kind: 'one-computer', seed: 1739788611 },
  // A second version dissolved here while the first one, of the same bytes, was replaced elsewhere.
  { kind: 'two-computers-services', seed: 1739788967 },
  // A copy that went for the file that was on its way to its name, with the same bytes, was taken for that file.
  { kind: 'one-computer', seed: 7016935 },
  // What waits for a directory that cannot be made here was not expected to wait.
  { kind: 'two-computers-services', seed: 7001175 },
  // A request that was given up arrived in the middle of the look that was to find nothing.
  { kind: 'one-computer', seed: 7044337 },
  // A second version came back after it had dissolved, which its user had not seen.
  { kind: 'one-computer', seed: 7115707 },
  // A new file was paired with one of two names that are one here; the other came back from a private name.
  { kind: 'one-computer', seed: 7082893 },
  // A second version without bytes dissolved, because the first one had none either, and the first one was deleted.
  { kind: 'two-computers-services', seed: 12300893 },
  // A file was replaced and deleted on the server while two computers moved it to two places.
  { kind: 'two-computers-services', seed: 1749014656 },
  // A place that could not be read once was not waited for.
  { kind: 'one-computer-services', seed: 7126701 },
  // Files without bytes changed places, and one of them was a copy of the other.
  { kind: 'one-computer', seed: 11102541 },
  // The row of a directory was dropped with a flush that failed, and those of its files were written after it.
  { kind: 'one-computer-choosing', seed: 7154720 },
  // What we had brought back to the server was believed to have gone again because it had been missing there before.
  { kind: 'one-computer', seed: 1751309602 },
  // A disk went away and came back while a file was staged, whose name was then that of what an earlier attempt left.
  { kind: 'one-computer', seed: 1753124409 },
  // The directory of an omitted file moved between its listing and the question for the file.
  { kind: 'one-computer', seed: 1900036373 },
  // Files without bytes changed places, one of them was saved anew, and the other was deleted on the server.
  { kind: 'one-computer', seed: 1900057099 },
  // Shown twice while it moved, and edited before its second place was listed.
  { kind: 'one-computer', seed: 1900082932 },
  // That all is still in sync was noted ten minutes later.
  { kind: 'two-computers', seed: 1900071472 },
  // Half of a swap could not follow to a name that is another one's here, and the other half stepped aside for nothing.
  { kind: 'one-computer-services', seed: 1753000921 },
  // Stepped aside, a file waited for its name: a link had the place of the one that has the name now.
  { kind: 'one-computer', seed: 9603680 },
  // A directory that had stepped aside was deleted on the server and stays for a link in it.
  { kind: 'two-computers-services', seed: 12500408 },
  // Where etags come late, a file had moved into a directory that was then damaged.
  { kind: 'one-computer', seed: 1900099055 },
  // New files without bytes stood where the server had let go of others, which had moved here.
  { kind: 'two-computers', seed: 1900094306 },
  { kind: 'two-computers-services', seed: 1900037307 },
  // We moved a file into a directory, renamed that, and were killed before either was written down.
  { kind: 'one-computer', seed: 1900040593 },
  // A move of ours that had not happened was remembered, and a person made it.
  { kind: 'one-computer', seed: 1900110629 },
  // Saved anew with the same bytes, none, a file had the inode of one deleted a moment before; the server let it go.
  { kind: 'one-computer-choosing', seed: 1950200121 },
  // Stepped aside and met there, a file got a conflict name that its own second version was to have.
  { kind: 'one-computer', seed: 1900102193 },
  // What stood at the place of a file that the server had moved into a hidden directory waited, and nobody was told.
  { kind: 'one-computer-excluding', seed: 2060 },
  // A directory that got a name on the server which takes no part was taken for one that had only moved there.
  { kind: 'two-computers-excluding', seed: 300001733 },
  { kind: 'two-computers-excluding', seed: 300001509 },
  // We had moved a file to where the server has it, and two power cuts took what was written down about that.
  { kind: 'one-computer', seed: 1801554241 },
  // What went from here because the server had hidden it was shown again between the look and the act.
  { kind: 'one-computer-excluding', seed: 1801556389 },
  // Deleted here in a hidden directory, moved out of that on the server.
  { kind: 'two-computers-excluding', seed: 1801559147 },
  // A directory that could not follow the server holds a link, and another has its name there.
  { kind: 'two-computers-services', seed: 1801578860 },
  // The inode of a directory that was deleted here, while the server keeps it for what it hides, was given again.
  { kind: 'one-computer-excluding', seed: 1801586404 },
  // Hidden here while it carried a private name on the server: alone, by a crash, and with its directory.
  { kind: 'two-computers-excluding', seed: 1901002337 },
  { kind: 'one-computer-excluding', seed: 1901001635 },
  { kind: 'one-computer-excluding', seed: 1902001800 },
  // What leaves a directory that the server keeps for what it hides had its name here.
  { kind: 'one-computer-excluding', seed: 1901002287 },
  // Deleted here, a file waits for the place that the server had given it, which is in use here.
  { kind: 'one-computer-excluding', seed: 1901002719 },
  // Hidden on the server, and shown again, between the beginning of a look and the act.
  { kind: 'one-computer-excluding', seed: 1902000749 },
  // Gone into a directory that was deselected then, and cannot be listed now.
  { kind: 'two-computers-choosing', seed: 1811421636 },
  // Gone into a directory that could not be listed at its old place, and was not asked for at its new one.
  { kind: 'two-computers-services', seed: 1811431048 },
  // The name that the server gave a file is in use here by the directory that it gave an excluded one.
  { kind: 'one-computer-excluding', seed: 1811437164 },
  // A directory that had lost its name to a file stayed here, and what was moved into it kept its place on the server.
  { kind: 'one-computer-keeping', seed: 266 },
  { kind: 'one-computer-keeping', seed: 313 },
  // Replaced here after the server had moved it into a directory that is hidden here.
  { kind: 'two-computers-excluding', seed: 2201000023 },
  // The only version that was left was sent, and a first one came back before the server had heard of it.
  { kind: 'one-computer-keeping', seed: 2201000258 },
  // A person put a new file where one had been that carries a private name here since a power cut.
  { kind: 'one-computer', seed: 1822459778 },
  // A second version that the server had before was saved here under its name by replacing it.
  { kind: 'two-computers-keeping', seed: 281105326 },
  // A first version came to the name beside a second one that was on its way, and the hint of it got lost.
  { kind: 'one-computer-keeping', seed: 783000529 },
];
