// Package source turns the mentions of attributions into those who speak:
// resolved, and with how the text identifies them. Room 5.
//
//	Ana Bekele, a doctor in Port Sudd, said … She told Reuters …
//	source  {Ana Bekele, person, named, role "doctor", medical_or_rescue}
//	voices  {Source: 0}, {Source: 0, Chain: [Reuters]}
//
// Always true: there is one voice for each attribution; a source has at least
// one mention, or is a link of a chain or a member of a compound; a name is
// words of the text, or the spelling the lexicon holds for them, or the long
// form the text itself gives for an acronym. Two unnamed groups stay apart
// unless the text joins them ("the sources", "the two officials"). The same
// report gives the same sources in the same order.
//
// It refuses nothing: a mention it cannot resolve is a source of its own,
// under the words of the text.
//
// What a statement does is room statement's work; the relation of a source to
// what happened waits for the incidents (incident/side, from Tie); whether two sources of two
// reports are one, package identity.
//
// It judges by rules over words, tags and names and by the tables of package
// lexicon. `hearsay exam gold` prints its scores.
package source
