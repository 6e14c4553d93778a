// Package signal finds what many firms report at once: topics that rise, everywhere
// or in one place, and groups of cases that are alike.
//
// The whole is looked through by a job every hour, and when somebody asks for it.
// The job keeps which cases make up a signal and nothing else: every number, word
// and place is made when a signal is read, of those of its cases that the reader
// sees, and what he sees has to pass the same rules again. A case that complains of
// his department is therefore in no count, no list and no word that he gets, and a
// signal that only stands with such cases does not exist for him. Counts and lists
// are of the time that the answer names.
//
// # Tables
//
// appeal_signal_run, appeal_signal, appeal_signal_member.
//
// # Bounds
//
// The newest mostTexts texts of the last ninety days are compared, the mostRising
// strongest topics and the mostGroups groups with the most recent cases are kept.
package signal
